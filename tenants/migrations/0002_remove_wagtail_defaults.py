from typing import Any

from django.db import migrations


def remove_defaults(apps: Any, schema_editor: Any) -> None:
    """Remove the groups, grants, workflow, site and page that give everybody rights on everything."""
    page_model = apps.get_model("pages.Page")
    apps.get_model("wagtailcore.Site").objects.all().delete()
    page_model.objects.filter(depth__gt=1).delete()
    page_model.objects.filter(depth=1).update(numchild=0)
    # Page types of the welcome page and of the workflow's task go with them; groups take their grants along.
    apps.get_model("auth.Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    apps.get_model("wagtailcore.WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore.WorkflowTask").objects.all().delete()
    apps.get_model("wagtailcore.Workflow").objects.all().delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.all().delete()
    apps.get_model("wagtailcore.Task").objects.all().delete()


def keep_removed(apps: Any, schema_editor: Any) -> None:
    """Going back brings no grant on the tree root back: nothing here depends on one."""


class Migration(migrations.Migration):
    # Each of these looks the two default groups up, so they have to be there until then.
    dependencies = [
        ("pages", "0003_add_agency_topics_and_revisions"),
        ("tenants", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(remove_defaults, keep_removed)]
