"""What goes wrong with files."""


class FileStoreAway(Exception):
    """The file store does not answer, or refuses to."""
