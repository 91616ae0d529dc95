"""Verbs on the day."""
