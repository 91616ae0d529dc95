"""pmtui: a dictionary, a roadmap and a pipeline in one terminal workspace."""

__version__ = "0.1.0"
