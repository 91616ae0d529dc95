"""Pickers of what a screen of documents shows: columns, a saved view, what the same screen of another day shows."""
