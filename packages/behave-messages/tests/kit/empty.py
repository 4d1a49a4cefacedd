"""No step, no hook."""
