"""Rules of features, launches, products and promises."""
