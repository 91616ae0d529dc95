"""Features, launches and products."""
