"""A year by another charter: what `rehearse` is made of."""
