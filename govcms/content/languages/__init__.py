"""A site in several languages: how readers change between them, and how editors keep them in step."""
