"""Many subjects judged at once, as columns of numbers, by the rules of `judging`."""
