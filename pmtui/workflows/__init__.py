"""The operations on documents: documents and a date in, changes out."""
