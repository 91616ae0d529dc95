"""Numbers computed from documents, each named by its glossary headword."""
