"""What is typed on the screens: lines pasted into one place, and drafts of forms that were left."""
