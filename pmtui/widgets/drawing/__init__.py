"""Lines, cells, glyphs and text styles that widgets are drawn with."""
