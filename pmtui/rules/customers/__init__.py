"""The rules of customers: when to be in touch, and when a renewal comes up."""
