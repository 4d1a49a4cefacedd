"""How long one scenario takes here, and how long the same work takes elsewhere."""
