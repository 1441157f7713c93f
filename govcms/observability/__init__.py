"""What the platform tells about itself: logs, references of requests, health."""
