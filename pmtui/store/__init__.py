"""TinyDB persistence: durable storage, workspace, history and undo."""
