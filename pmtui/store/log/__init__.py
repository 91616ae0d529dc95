"""The transaction log on files."""
