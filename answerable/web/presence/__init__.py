"""Two officers in one case see each other, and nobody's text is lost."""
