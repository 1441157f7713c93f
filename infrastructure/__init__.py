"""How the platform is set up and run on one machine."""
