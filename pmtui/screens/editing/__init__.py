"""Changing a document: its form, conflicts with others, and look-alikes."""
