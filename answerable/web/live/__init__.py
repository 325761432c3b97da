"""What shows on every page of the desk the moment it happens: streamed to each officer, or asked for once a second."""
