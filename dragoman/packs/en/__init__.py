"""Language pack; data only."""
