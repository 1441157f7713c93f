"""Screens of the platform's own admin host, for admins of the platform: agencies, their hosts, people who move."""
