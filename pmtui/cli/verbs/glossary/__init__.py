"""Verbs on the dictionary."""
