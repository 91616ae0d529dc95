"""Reading many documents: filters, sorted views, names, and values derived from documents."""
