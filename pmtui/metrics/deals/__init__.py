"""Numbers of selling."""
