"""The screen of what the team works by, and of what was done."""
