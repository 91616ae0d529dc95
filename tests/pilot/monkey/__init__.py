"""A monkey: seeded random acts over the application, and what must hold after each of them."""
