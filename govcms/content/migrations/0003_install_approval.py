from typing import Any

from django.db import migrations

# Wagtail shows both in the history of a page.
WORKFLOW, TASK = "Approval", "Review"


def install_approval(apps: Any, schema_editor: Any) -> None:
    """Give the root of the tree the one workflow of all agencies, with its one task; repeat at will."""
    kind, _made = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="content", model="roleapprovaltask"
    )
    task, _made = apps.get_model("content.RoleApprovalTask").objects.get_or_create(
        content_type=kind, defaults={"name": TASK, "active": True}
    )
    step_model = apps.get_model("wagtailcore.WorkflowTask")
    step = step_model.objects.filter(task_id=task.pk).select_related("workflow").first()
    if step is None:
        workflow = apps.get_model("wagtailcore.Workflow").objects.create(name=WORKFLOW, active=True)
        step = step_model.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    root = apps.get_model("pages.Page").objects.filter(depth=1).order_by("path").first()
    if root is not None:
        apps.get_model("wagtailcore.WorkflowPage").objects.update_or_create(
            page_id=root.pk, defaults={"workflow_id": step.workflow_id}
        )


def remove_approval(apps: Any, schema_editor: Any) -> None:
    """Remove the workflow and its task; what was under review stays a draft."""
    tasks = apps.get_model("wagtailcore.Task").objects.filter(
        content_type__app_label="content", content_type__model="roleapprovaltask"
    )
    steps = apps.get_model("wagtailcore.WorkflowTask").objects.filter(task__in=tasks)
    apps.get_model("wagtailcore.Workflow").objects.filter(
        pk__in=list(steps.values_list("workflow", flat=True))
    ).delete()
    tasks.delete()


class Migration(migrations.Migration):
    # It begins from nothing: Wagtail's own workflow has gone by then.
    dependencies = [
        ("content", "0002_role_approval"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("tenants", "0002_remove_wagtail_defaults"),
    ]

    operations = [migrations.RunPython(install_approval, remove_approval)]
