"""What the words of the business mean: pure functions of documents, settings and a day."""
