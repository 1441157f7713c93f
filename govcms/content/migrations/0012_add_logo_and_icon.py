import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0011_add_blocks"),
        ("media", "0004_uploads_in_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="icon",
            field=models.ForeignKey(
                blank=True,
                help_text="Browsers show it beside the title of a page. Square, SVG or PNG; empty: the first letter.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.agencyimage",
                verbose_name="icon",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                help_text="At the top of every page. SVG, or PNG at least 160 pixels high.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="media.agencyimage",
                verbose_name="logo",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="logo_alt",
            field=models.CharField(
                blank=True,
                help_text="For those who do not see it. Empty: the name of the site.",
                max_length=120,
                verbose_name="words for the logo",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="logo_has_name",
            field=models.BooleanField(
                default=False,
                help_text="Then the name does not stand beside it once more.",
                verbose_name="the logo shows the name",
            ),
        ),
    ]
