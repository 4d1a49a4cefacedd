"""Runs in several processes: `manage.py behave --parallel` on one machine, `--shard` on several."""
