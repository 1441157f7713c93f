from django.db import migrations, models


class Migration(migrations.Migration):
    # Only the tree root has no agency, and Wagtail's welcome page has gone by now.
    dependencies = [
        ("pages", "0003_add_agency_topics_and_revisions"),
        ("tenants", "0002_remove_wagtail_defaults"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(("depth", 1), ("agency__isnull", False), _connector="OR"), name="page_has_an_agency"
            ),
        ),
    ]
