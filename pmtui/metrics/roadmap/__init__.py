"""Numbers of the roadmap, and promises."""
