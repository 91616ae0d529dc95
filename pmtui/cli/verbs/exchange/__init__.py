"""Verbs on files that come in and go out."""
