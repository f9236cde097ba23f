"""What visitors add to their own sessions: kept for each alone, bounded for all, gone when a session ends."""
