"""The publication record: what the public could read at which address from when until when.

It is written once and kept, whatever becomes of the pages, their revisions and their agency's files.
"""
