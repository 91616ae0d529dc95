"""Documents of discovery: insights and research."""
