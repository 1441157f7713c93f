"""Approval before publication: who asks, who approves, what everybody is told."""
