"""The transaction log on a PostgreSQL server."""
