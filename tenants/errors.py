"""Errors of the tenants package."""


class NoTenantScope(RuntimeError):
    """A query on an agency's rows ran where no agency is in scope."""


class UserError(Exception):
    """Something a person can mend; the message is one sentence to show them as it is."""
