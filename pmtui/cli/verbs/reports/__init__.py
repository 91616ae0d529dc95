"""Verbs on metrics and reports."""
