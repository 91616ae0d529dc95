"""What people do to features, launches and products."""
