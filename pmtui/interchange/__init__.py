"""Files in and out: CSV, JSON, Markdown."""
