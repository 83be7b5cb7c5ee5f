"""The command `briefing`: a view or a saved briefing as pictures, slides, a document, a table or text."""

import argparse
from pathlib import Path

from talent.cli.parser import DONE, WRONG_USAGE, Parser, file, send, tell
from talent.i18n import text


def _size(value: str) -> tuple[int, int]:
    from talent.briefing.deck import SIZES

    known = {f"{width}x{height}": (width, height) for width, height in SIZES}
    if value not in known:
        raise ValueError(value)
    return known[value]


def _briefing_arguments(parser: Parser) -> None:
    from talent.briefing.deck import FORMATS, SIZES

    sizes = [f"{width}x{height}" for width, height in SIZES]
    parser.add("view", metavar="VIEW")
    parser.add("--format", says="briefing_format", choices=FORMATS)
    parser.add("--size", type=parser.reads(_size, "cli.bad_size"), metavar="|".join(sizes))
    parser.add(
        "--out",
        says="briefing_out",
        required=True,
        type=parser.reads(file, "cli.bad_file"),
        metavar="PATH",
    )


def _briefing(chosen: argparse.Namespace, language: str) -> int:
    from talent import briefings, exports
    from talent.briefing.deck import FORMATS, SIZED, SIZES

    suffix = chosen.out.suffix.removeprefix(".").lower() if chosen.out else ""
    kind = chosen.format or (suffix if suffix in FORMATS else None)
    if kind is None:
        tell(text("cli.which_format", language, known=", ".join(FORMATS)))
        return WRONG_USAGE
    if chosen.size and kind not in SIZED:
        tell(text("cli.no_size", language, format=kind, known=", ".join(SIZED)))
        return WRONG_USAGE
    if chosen.out:
        exports.in_a_folder(chosen.out)
    found = briefings.written(chosen.view, kind, chosen.size or SIZES[0], chosen.lang, language)
    for note in found.notes:
        tell(note)
    if chosen.out is None:
        if len(found.files) > 1:
            tell(text("cli.several_pictures", language, count=len(found.files)))
            return WRONG_USAGE
        for one in found.files:
            send(one.content)
        return DONE
    _save(chosen.out, found, language)
    return DONE


def _save(out: Path, found, language: str) -> None:
    """One file under the name given; several with a number each before its suffix."""
    from talent import exports

    if len(found.files) > 1:
        tell(text("cli.pictures", language, count=len(found.files)))
    for place, one in enumerate(found.files, start=1):
        path = out if len(found.files) == 1 else out.with_stem(f"{out.stem}-{place:02}")
        exports.save(path, one.content)
        tell(text("cli.written", language, file=path, version=found.version))


COMMANDS = {"briefing": (_briefing_arguments, _briefing)}
