"""What Answerable promises, as tests. `cast.py` has the people, `words.py` the dates in words."""
