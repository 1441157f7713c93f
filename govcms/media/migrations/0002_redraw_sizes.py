from typing import Any

from django.core.files.storage import storages
from django.db import migrations, transaction


def forget_sizes(apps: Any, schema_editor: Any) -> None:
    """Delete the sizes that only the admin shows, the picture as it was uploaded among them, and those in JPEG.

    The addresses of the first could be worked out from those of public sizes; the second say what the camera noted.
    They are drawn again when they are needed. What pages show is WebP, which never had either.
    """
    renditions = apps.get_model("media.Rendition").objects.exclude(filter_spec__contains="format-webp")
    names = list(renditions.values_list("file", flat=True))
    renditions.delete()

    def delete_files() -> None:
        for name in names:
            storages["public"].delete(name)

    transaction.on_commit(delete_files, using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("media", "0001_owned_media")]

    operations = [migrations.RunPython(forget_sizes, migrations.RunPython.noop)]
