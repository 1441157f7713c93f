"""Small real files of many kinds, made where they are needed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image as Picture
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from govcms.content.demo.documents import write_pdf

TEXT = "The office is open from nine to five."


def tagged_pdf(title: str = "Opening hours", language: str = "fr") -> bytes:
    """A PDF in which nothing is wrong."""
    return write_pdf(title=title, paragraphs=[TEXT], language=language)


def plain_pdf() -> bytes:
    """One with text, and neither tags, title nor language."""
    writer = PdfWriter()
    writer.append_pages_from_reader(PdfReader(BytesIO(tagged_pdf())))
    for key in ("/StructTreeRoot", "/MarkInfo", "/Lang"):
        writer.root_object.pop(NameObject(key), None)
    return _written(writer)


def scanned_pdf(pages: int = 2) -> bytes:
    """Pictures of pages."""
    drawn = [Picture.new("L", (60, 80), 250 - number) for number in range(pages)]
    file = BytesIO()
    drawn[0].save(file, "PDF", save_all=True, append_images=drawn[1:])
    return file.getvalue()


def locked_pdf() -> bytes:
    """One that asks for a password."""
    writer = PdfWriter(clone_from=BytesIO(tagged_pdf()))
    writer.encrypt("secret", algorithm="AES-256")
    return _written(writer)


def packed(parts: dict[str, str]) -> bytes:
    """A file of several parts, as office programs write."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


_CORE = '<c:p xmlns:c="urn:c" xmlns:dc="urn:dc"><dc:title>{}</dc:title></c:p>'
_STYLES = '<w:styles xmlns:w="urn:w"><w:lang w:val="de-DE"/></w:styles>'
_META = (
    '<o:m xmlns:o="urn:o" xmlns:dc="urn:dc"><dc:title>{}</dc:title><dc:language>ar</dc:language>'
    '<o:document-statistic o:page-count="7"/></o:m>'
)


def docx(title: str = "Budget") -> bytes:
    """A document of Word."""
    return packed(
        {
            "[Content_Types].xml": "<t/>",
            "word/document.xml": "<d/>",
            "word/styles.xml": _STYLES,
            "docProps/core.xml": _CORE.format(title),
            "docProps/app.xml": "<p><Pages>3</Pages></p>",
        }
    )


def odt(title: str = "Minutes") -> bytes:
    """A document of LibreOffice."""
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": _META.format(title)})


def _written(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
