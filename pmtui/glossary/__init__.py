"""The dictionary: load, search, links."""
