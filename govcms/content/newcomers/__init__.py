"""For editors who come from another system: what they know, and what it is called here."""
