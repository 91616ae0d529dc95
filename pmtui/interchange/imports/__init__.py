"""Imports: reading, recognizing and planning."""
