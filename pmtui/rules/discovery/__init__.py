"""Rules of insights and research."""
