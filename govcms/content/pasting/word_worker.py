"""Reads a file of Word and prints it as HTML; runs in a process of its own, which may be ended.

``python -m govcms.content.pasting.word_worker < file``. What people upload may be made to take all time or memory.
Nothing of Django is loaded here, so the process starts in a tenth of a second.
"""

from __future__ import annotations

import resource
import sys
import xml.dom.minidom
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import mammoth
from defusedxml.minidom import parse

_MAX_MEMORY_BYTES = 1024 * 1024 * 1024
_MAX_CPU_S = 30
# Pictures are packed already: what grows far beyond its size is not what people wrote.
_MAX_UNPACKED_BYTES = 64 * 1024 * 1024
_MAX_PARTS = 5_000
_DOCUMENT = "word/document.xml"
_MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
_STYLES = """
p[style-name='Title'] => p.MsoTitle:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='toc 1'] => p.MsoToc1:fresh
p[style-name='toc 2'] => p.MsoToc2:fresh
p[style-name='toc 3'] => p.MsoToc3:fresh
u => u
"""
# What mammoth passes over without a word, as elements that the reader of HTML counts.
_PASSED_OVER = {
    b"<w:commentReference ": '<a href="#comment-"></a>',
    b"<w:del ": "<del></del>",
    b"<c:chart ": "<object></object>",
    b"<o:OLEObject ": "<object></object>",
    # A picture that is not in the file.
    b' r:link="': "<img/>",
}


def html_of(content: bytes) -> str:
    """The document with its pictures in it. Raises whatever reading it raises."""
    with ZipFile(BytesIO(content)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
        if sum(sizes) > _MAX_UNPACKED_BYTES or len(sizes) > _MAX_PARTS:
            raise BadZipFile
        written = parts.read(_DOCUMENT) if _DOCUMENT in parts.namelist() else b""
    if len(written) > _MAX_DOCUMENT_BYTES:
        raise BadZipFile
    read = mammoth.convert_to_html(
        BytesIO(content), style_map=_STYLES, include_embedded_style_map=False, external_file_access=False
    )
    return str(read.value) + "".join(mark * written.count(name) for name, mark in _PASSED_OVER.items())


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY_BYTES, _MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_MAX_CPU_S, _MAX_CPU_S))
    # What mammoth reads with: Python's own would follow entities.
    xml.dom.minidom.parse = parse
    sys.stdout.buffer.write(html_of(sys.stdin.buffer.read()).encode())
