"""Accounts, and what else they may want."""
