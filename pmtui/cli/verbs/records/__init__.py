"""Verbs on documents of any kind."""
