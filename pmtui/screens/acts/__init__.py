"""The questions that an act asks before it is done: by which reason, for how much, in spite of what."""
