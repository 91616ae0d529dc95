"""Screens of documents of any kind: panes, forms, columns and views."""
