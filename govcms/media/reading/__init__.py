"""Reading what people upload: what kind of file it is, and what it says of itself."""
