"""The elements of a small part of an Office file, in order; nothing in it is expanded or fetched."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from talent.errors import TalentError


class Element(NamedTuple):
    """The start or end of an element: names without their namespace, as programs differ in prefixes."""

    starts: bool
    name: str
    attributes: Mapping[str, str]
    text: str = ""


def elements(xml: bytes) -> Iterator[Element]:
    """Starts and ends in order; an end has the text right before it.

    Raises TalentError `read.entities` where the part declares a document type, `read.damaged` where it is
    not well-formed.
    """
    found: list[Element] = []
    text: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: Mapping[str, str]) -> None:
        text.clear()
        found.append(Element(True, _local(name), {_local(key): v for key, v in attributes.items()}))

    def end(name: str) -> None:
        found.append(Element(False, _local(name), {}, "".join(text)))
        text.clear()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = _refuse
    for at in range(0, len(xml), 65_536):
        yield from _parsed(parser, found, xml[at : at + 65_536], False)
    yield from _parsed(parser, found, b"", True)


def _parsed(parser, found: list[Element], piece: bytes, last: bool) -> list[Element]:
    try:
        parser.Parse(piece, last)
    except expat.ExpatError as error:
        raise TalentError("read.damaged") from error
    done = list(found)
    found.clear()
    return done


def _refuse(*_: object) -> None:
    raise TalentError("read.entities")


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
