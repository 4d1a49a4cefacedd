"""The views, one module per page. They read through selectors and write through services."""
