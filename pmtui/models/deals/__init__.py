"""Documents of selling: leads, deals, activities, targets."""
