"""Images and documents; each belongs to one agency and lies in one of its collections."""

from govcms.media.models.documents import AgencyDocument, Finding, document_upload_to
from govcms.media.models.images import AgencyImage, Licence, PictureField, Rendition
from govcms.media.models.owned import MAX_KEY, MAX_STEM, OwnedByAgency, file_key
from govcms.media.models.tags import AgencyTag, TaggedDocument, TaggedImage
from govcms.media.models.uploads import PendingUpload
from govcms.media.models.versions import FileVersion

__all__ = [
    "MAX_KEY",
    "MAX_STEM",
    "AgencyDocument",
    "AgencyImage",
    "AgencyTag",
    "FileVersion",
    "Finding",
    "Licence",
    "OwnedByAgency",
    "PendingUpload",
    "PictureField",
    "Rendition",
    "TaggedDocument",
    "TaggedImage",
    "document_upload_to",
    "file_key",
]
