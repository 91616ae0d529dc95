"""Verbs that open the workspace at a screen and do nothing else."""
