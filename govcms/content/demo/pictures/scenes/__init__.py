"""The scenes a picture can show."""
