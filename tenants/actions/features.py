"""Turn features of an agency on and off."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from tenants.errors import UserError
from tenants.models import Agency, FeatureSwitch, bump_features
from tenants.registry import features
from tenants.scope import tenant_scope

logger = logging.getLogger(__name__)


@transaction.atomic
def set_feature(*, agency: Agency, key: str, on: bool, user: Any = None) -> bool:
    """Turn a feature of an agency on or off; False where it was so already. Raises UserError for an unknown key."""
    if key not in features():
        known = ", ".join(sorted(features()))
        raise UserError(_("There is no feature “%(key)s”; there are %(known)s.") % {"key": key[:60], "known": known})
    # One change of an agency's features at a time.
    Agency.objects.select_for_update().get(pk=agency.pk)
    with tenant_scope(agency):
        switch = FeatureSwitch.objects.filter(key=key).first()
        was_on = features()[key].default if switch is None else switch.is_on
        if switch is None:
            FeatureSwitch.objects.create(agency=agency, key=key, is_on=on)
        elif switch.is_on != on:
            switch.is_on = on
            switch.save(update_fields=["is_on"])
        if was_on != on:
            bump_features(agency.pk)
            log(instance=agency, action="tenants.set_feature", user=user, data={"feature": key, "on": on})
            logger.info("tenants.feature_set", extra={"agency_key": agency.key, "feature": key, "is_on": on})
    return was_on != on
