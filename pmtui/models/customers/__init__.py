"""Documents of customers: accounts and contacts."""
