"""The palette: every act, found by every word people use for it."""
