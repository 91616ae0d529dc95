"""The meaning of the words of the business: one function a rule, of documents, settings and a day."""
