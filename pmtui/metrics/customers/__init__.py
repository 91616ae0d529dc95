"""Numbers of customers."""
