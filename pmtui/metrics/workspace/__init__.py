"""What a change of the settings does: shown before it is kept."""
