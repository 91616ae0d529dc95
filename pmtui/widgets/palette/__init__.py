"""What teaches: the palette, the sheet of keys, the card of the tour."""
