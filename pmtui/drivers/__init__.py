"""What carries keys to the application, and what it paints to the terminal or the browser."""
