"""Exports: documents, calendars, address cards and pictures."""
