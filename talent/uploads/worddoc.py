"""The text of a .docx: paragraphs and table cells in the order of the document, one line each."""

import zipfile

from talent.errors import TalentError
from talent.uploads.kinds import described
from talent.uploads.markup import elements

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def text(parts: zipfile.ZipFile) -> str:
    """The lines of the document; TalentError `read.empty`, or as `described` and `elements`."""
    lines = _lines(described(parts, "word/document.xml"))
    if not any(lines):
        raise TalentError("read.empty")
    return "\n".join(lines)


def _lines(xml: bytes) -> list[str]:
    lines: list[str] = []
    open_paragraphs: list[list[str]] = []  # a text box holds paragraphs inside one of the page
    skipped = 0  # a drawing is given twice: as it is, and as a fallback for old programs
    for starts, name, _, words in elements(xml):
        if name == "Fallback":
            skipped += 1 if starts else -1
        elif skipped:
            continue
        elif name == "p" and starts:
            open_paragraphs.append([])
        elif name == "p" and open_paragraphs:
            lines.append("".join(open_paragraphs.pop()).strip())
        elif open_paragraphs and not starts:
            open_paragraphs[-1].append(words if name == "t" else _SIGNS.get(name, ""))
    return lines
