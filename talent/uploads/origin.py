"""Which source the rows of a file are of that name none themselves."""

from dataclasses import replace

from talent import i18n
from talent.catalogue import Catalogue, Source
from talent.i18n import Name
from talent.uploads.model import Choices, Staging


def of_file(staging: Staging, choices: Choices, catalogue: Catalogue) -> tuple[str, Source | None]:
    """The known source (its id), or the new one ("" and the source), of choices or file; else "" and None.

    A source described anew that has title, publisher, date and address of a known one is that one.
    """
    if choices.source:
        return choices.source, None
    described = staging.new_source or choices.new_source
    if described is None:
        return "", None
    for source in catalogue.sources.values():
        if _is_same(described, source):
            return source.id, None
    # Only a web address may be a link, whatever the file says.
    linkable = described.linkable and described.address.startswith(("http://", "https://"))
    return "", replace(described, id="", number=0, linkable=linkable)


def _is_same(described: Source, known: Source) -> bool:
    """An analyst writes title and publisher in one language."""
    return (
        described.published == known.published
        and described.address == known.address
        and _shares_a_word(described.title, known.title)
        and _shares_a_word(described.publisher, known.publisher)
    )


def _shares_a_word(one: Name, other: Name) -> bool:
    return bool({one.zh, one.en} & {other.zh, other.en})


def unnamed(file: str, city: str, catalogue: Catalogue) -> tuple[str, Source | None]:
    """The source of figures of a file that names none, which is the file itself: known (its id), or new.

    A file of the same name that named none either is the same source, so that its figures are corrected.
    """
    nobody = Name(*(i18n.text("unnamed_source.publisher", language) for language in i18n.LANGUAGES))
    for source in catalogue.sources.values():
        if file in (source.title.zh, source.title.en) and _shares_a_word(nobody, source.publisher):
            return source.id, None
    return "", Source(
        id="", number=0, city=city, title=Name(file, file), publisher=nobody, published=None,
        published_inferred=False, published_note=None, kind="report", address="", linkable=False,
        grade="medium", reprint=False, departments={},
    )  # fmt: skip
