"""Screens of Wagtail that would show other agencies, narrowed; one a file."""
