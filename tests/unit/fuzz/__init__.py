"""Nasty texts for every field, reader and verb: nothing but errors of our family comes out."""
