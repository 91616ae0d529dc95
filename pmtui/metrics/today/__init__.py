"""The day in sections."""
