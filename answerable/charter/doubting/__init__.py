"""What in a charter is doubtful, and what settles it: what `doubts` is made of."""
