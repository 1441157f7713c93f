"""Requests for everything there is, and a look at every answer for what is somebody else's."""
