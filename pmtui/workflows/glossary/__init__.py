"""Steps of the team's own terms."""
