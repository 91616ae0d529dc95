"""The palette and the sheet of keys: every act by every word people use for it."""
