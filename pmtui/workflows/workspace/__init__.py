"""Working on the workspace itself: its settings, its people, and its history."""
