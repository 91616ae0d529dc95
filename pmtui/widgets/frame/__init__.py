"""The frame of a screen: tabs, status, footer, messages and dialogs."""
