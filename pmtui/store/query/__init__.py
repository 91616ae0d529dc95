"""Filters, sorted views, names, and how stored documents are read."""
