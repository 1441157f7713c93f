from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

import govcms.content.blocks.alert_words


def name_agencies(apps: Apps, schema_editor: Any) -> None:
    """An agency is called in each language what its first site is called there."""
    sites = apps.get_model("tenants", "AgencySite").objects.order_by("-pk").values_list("agency_id", "pk")
    # The first of each agency comes last and so takes the place.
    first_sites = dict(sites)
    named = apps.get_model("content", "SiteSettings").objects.exclude(site_name="")
    names: dict[int, dict[str, str]] = {}
    for agency_id, site_id, language, name in named.values_list("agency_id", "agency_site_id", "language", "site_name"):
        if first_sites.get(agency_id) == site_id:
            names.setdefault(agency_id, {})[language] = name
    for agency_id, own in names.items():
        apps.get_model("tenants", "Agency").objects.filter(pk=agency_id).update(names=own)


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0010_names_of_agencies"),
        ("content", "0015_guides_and_steps_begin_empty"),
    ]

    operations = [
        migrations.AddField(
            model_name="snippet",
            name="language",
            field=models.CharField(
                blank=True,
                choices=govcms.content.blocks.alert_words.languages,
                help_text="Of the words, for pages in another language that show them. Empty: as the page.",
                max_length=12,
                verbose_name="language",
            ),
        ),
        migrations.RunPython(name_agencies, migrations.RunPython.noop),
    ]
