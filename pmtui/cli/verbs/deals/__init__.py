"""Verbs on deals and pipelines."""
