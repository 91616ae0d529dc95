"""The tour: eight acts on the live screen, each waited for, shown and taken back."""
