"""Whether what agencies publish works for everybody, and what a site says of it."""
