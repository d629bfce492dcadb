"""Shows what a lock file has brought."""
