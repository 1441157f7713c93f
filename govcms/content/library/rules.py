"""What the guard asks at the addresses of the library."""

from govcms.media.models import FileVersion
from tenants.admin_rules import documents, images, neutral, owned, register_admin_rule


def register_library_rules() -> None:
    """The picture or document in an address is the agency's; lists and forms are narrowed elsewhere."""
    listing = (
        "documents",
        "documents_results",
        "add_image",
        "add_images",
        "add_document",
        "add_documents",
        "choose_new",
    )
    register_admin_rule([f"library_{name}" for name in listing], neutral)
    on_image = ("edit_image", "delete_image", "take_image_back")
    register_admin_rule([f"library_{name}" for name in on_image], images("image_id"))
    register_admin_rule([f"library_{name}" for name in ("edit_document", "delete_document")], documents("document_id"))
    register_admin_rule("library_take_document_back", documents("doc_id"))
    register_admin_rule("former_file", owned(FileVersion, "pk"))
