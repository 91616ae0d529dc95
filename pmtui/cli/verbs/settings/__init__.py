"""Verbs on the settings of the whole workspace."""
