"""Language packs: `base` says what one offers, `loader` finds them."""
