"""A record in full."""
