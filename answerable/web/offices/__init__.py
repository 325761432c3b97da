"""The settings of offices, their rooms and counters, and the screens at reception."""
