"""Messages for colleagues, voicemails and ring-backs: somebody waits to be rung, and by when it was promised."""
