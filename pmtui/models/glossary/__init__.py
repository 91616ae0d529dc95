"""Terms of the team's own."""
