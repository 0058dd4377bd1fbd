"""Schema changes, oldest first; applied when a store is opened."""
