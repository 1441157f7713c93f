"""Whether an agency has a feature, without a query where the agency was read with the host."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping

from tenants.models import Agency, FeatureSwitch
from tenants.registry import features
from tenants.scope import current_agency

# A few words an agency; a process that serves more agencies than this reads some of them again.
MAX_REMEMBERED = 5_000

_lock = threading.Lock()
_remembered: OrderedDict[int, tuple[int, Mapping[str, bool]]] = OrderedDict()


def feature_enabled(key: str) -> bool:
    """Whether the agency in scope has the feature of that key.

    Each process remembers the switches of an agency under the version that comes with it. Raises LookupError for a
    key that nobody registered, and NoTenantScope where no single agency is in scope.
    """
    default = features()[key].default
    return _switches(current_agency()).get(key, default)


def _switches(agency: Agency) -> Mapping[str, bool]:
    with _lock:
        known = _remembered.get(agency.pk)
        if known is not None and known[0] == agency.features_version:
            _remembered.move_to_end(agency.pk)
            return known[1]
    switches = dict(FeatureSwitch.objects.values_list("key", "is_on"))
    with _lock:
        _remembered[agency.pk] = agency.features_version, switches
        while len(_remembered) > MAX_REMEMBERED:
            _remembered.popitem(last=False)
    return switches
