"""Verbs on discovery."""
