"""The documents: pydantic models and value types. No input or output."""
