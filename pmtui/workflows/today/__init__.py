"""Work that is due."""
