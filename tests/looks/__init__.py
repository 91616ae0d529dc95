"""Pictures of every screen, and figures that tell how they look."""
