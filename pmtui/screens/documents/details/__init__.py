"""The lines of a record page."""
