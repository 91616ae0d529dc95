"""The server behind `pmtui serve`."""
