"""The rules of deals: what won, late, rotting and the counts mean."""
