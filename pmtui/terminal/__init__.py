"""The terminal itself: its profile, the clipboard, the editor, text made safe to print."""
