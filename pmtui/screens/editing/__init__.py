"""Changing a document: its form, and conflicts with others."""
