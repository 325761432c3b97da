"""The diary: who works when, who is away, and appointments with customers."""
