"""Errors of the tenants package."""


class NoTenantScope(RuntimeError):
    """A query on an agency's rows ran where no agency is in scope."""


class CannotSucceed(Exception):
    """A background task that would fail each time: it is not tried again.

    The message is one sentence to show as it is, without names, titles or addresses.
    """


class Away(Exception):
    """A server that is needed does not answer now; trying again later helps."""


class UserError(Exception):
    """Something a person can mend; the message is one sentence to show them as it is."""
