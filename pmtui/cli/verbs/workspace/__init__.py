"""Verbs on the workspace and the program."""
