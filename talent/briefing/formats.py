"""A deck as files: which pen writes which format, and what the files are called."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from talent.briefing.deck import SIZES, Deck
from talent.briefing.pens import html, pdf, picture, pptx, txt, xlsx
from talent.errors import TalentError
from talent.exports import file_name

# One file for the whole deck, and one or several for each picture.
_WHOLE: Mapping[str, Callable[[Deck], bytes]] = MappingProxyType(
    {"pptx": pptx.write, "pdf": pdf.write, "html": html.write, "xlsx": xlsx.write, "txt": txt.write}
)
_EACH = MappingProxyType({"png": picture.pngs, "svg": picture.svgs})
# A zip file's own beginning of time: the same pictures are the same bytes whenever they are packed.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """A file's name, with the data version in it, and its bytes."""

    name: str
    content: bytes


def files(deck: Deck, kind: str, size: tuple[int, int] = SIZES[0]) -> tuple[File, ...]:
    """The deck in one of `deck.FORMATS`: one file, or numbered ones where the format holds one picture only.

    `size` in pixels concerns png and svg. Raises TalentError as the pens do, `picture.too_tall` above all,
    and `picture.none` where there is nothing to draw.
    """
    if kind in _WHOLE:
        return (File(file_name("briefing", kind, deck.data_version), _WHOLE[kind](deck)),)
    if not deck.slides:
        raise TalentError("picture.none", format=kind)
    pictures = [one for slide in deck.slides for one in _EACH[kind](slide, size)]
    names = (
        [f"briefing-{place:02}" for place in range(1, len(pictures) + 1)]
        if len(pictures) > 1
        else ["briefing"]
    )
    return tuple(
        File(file_name(name, kind, deck.data_version), one) for name, one in zip(names, pictures, strict=True)
    )


def one_file(found: Sequence[File], version: str) -> File:
    """One file as it is; several together in a zip file."""
    if len(found) == 1:
        return found[0]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in found:
            archive.writestr(zipfile.ZipInfo(file.name, _LONG_AGO), file.content, zipfile.ZIP_DEFLATED)
    return File(file_name("briefing", "zip", version), out.getvalue())
