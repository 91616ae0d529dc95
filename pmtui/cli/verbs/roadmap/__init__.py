"""Verbs on the roadmap and its promises."""
