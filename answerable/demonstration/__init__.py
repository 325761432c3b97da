"""The demonstration: a believable year at a council. The people and figures are invented."""
