"""The values derived from documents: each declared once, with what it reads."""
