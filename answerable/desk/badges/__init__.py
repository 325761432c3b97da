"""Name badges and identity cards: issued, renewed, withdrawn, and checked."""
