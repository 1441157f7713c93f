"""The screens of reusable content: keeping it, choosing it, and where it is used."""
