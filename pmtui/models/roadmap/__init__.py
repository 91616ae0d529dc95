"""Documents of the roadmap: products, objectives, features, launches, requests."""
