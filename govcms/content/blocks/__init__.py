"""The blocks of a page body, one a file; the HTML template has the name of the block."""

from govcms.content.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
