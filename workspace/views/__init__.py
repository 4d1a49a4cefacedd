"""One module a page: it reads with selectors, and has services do what is asked for."""
