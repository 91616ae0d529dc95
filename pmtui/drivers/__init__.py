"""Drivers that carry keys to the application, and its output to the terminal or the browser."""
