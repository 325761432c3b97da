"""The wall, for officers and for a screen at which nobody signs in."""
