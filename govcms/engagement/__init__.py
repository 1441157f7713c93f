"""What citizens tell the agencies whose sites they read."""
