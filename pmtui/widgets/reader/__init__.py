"""The mode for screen readers: one line says what is current, and the terminal's cursor stands at it."""
