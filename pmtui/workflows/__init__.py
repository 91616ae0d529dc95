"""What people do to documents: documents and a date in, changes out."""
