"""Hand pages from one agency to another."""

from govcms.content.handover.action import hand_over_pages

__all__ = ["hand_over_pages"]
