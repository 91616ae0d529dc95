"""Insights, the gate, competition and strategy."""
