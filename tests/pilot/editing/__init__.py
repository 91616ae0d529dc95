"""Tests of forms on the screens."""
