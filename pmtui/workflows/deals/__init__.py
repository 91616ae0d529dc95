"""Leads, deals, pipelines, and the activities around them."""
