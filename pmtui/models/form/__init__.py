"""How the fields of a record are laid out in its form."""
