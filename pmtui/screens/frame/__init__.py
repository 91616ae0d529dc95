"""The frame of all screens: base screen, screen manager, session and messages."""
