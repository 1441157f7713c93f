"""The log of an agency: append-only by the database, sealed in a chain by the worker."""

from tenants.audit.origin import Kind, Origin, acting_as, acting_for, current_origin
from tenants.audit.recording import Fact, record, record_many

__all__ = ["Fact", "Kind", "Origin", "acting_as", "acting_for", "current_origin", "record", "record_many"]
