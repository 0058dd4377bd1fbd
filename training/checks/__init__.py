"""Hand-made news sentences with the relations that a parser must find in them."""
