"""The charter file, key by key: what `reader` is made of, and how it says what is wrong."""
