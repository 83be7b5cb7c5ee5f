"""Marks behind figures and their labels, 260.9①, and what the notes around the table say of them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from talent.i18n import MISSING
from talent.reading.numerals import any_of, folded, lexicon
from talent.uploads.grid import is_note, on_one_line, without_marks
from talent.uploads.model import Finding
from talent.uploads.parts import letter_of

PRELIMINARY = "preliminary"


@dataclass
class _Met:
    """Where a mark was met first, and behind how many figures it stands."""

    row: int
    column: int
    text: str
    figures: int = 0


@dataclass
class Footnotes:
    """The notes of a sheet by their marks, and the marks met behind figures so far."""

    notes: Mapping[str, str]
    _met: dict[tuple[str, str], _Met] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]]) -> "Footnotes":
        """Those of a sheet: the rows that are notes, each with one mark or several."""
        lines = [
            " ".join(filter(None, dict.fromkeys(texts))) for texts in rows if any(texts) and is_note(texts)
        ]
        mark = lexicon()["labels"]["mark"]
        found = (
            note for line in lines for note in re.finditer(f"({mark})(.+?)(?={mark}|$)", line, re.DOTALL)
        )
        return cls({folded(note[1]): note[2].strip(" :：;；,，.。、") for note in found})

    def definition(self, texts: Iterable[str], row: int, column: int, declared: Iterable[str]) -> str:
        """The definition that the marks of a figure (its text first) and of its labels give it, or ""."""
        shown, *labels = texts
        said = ""
        for mark in dict.fromkeys(mark for text in (shown, *labels) for mark in _marks(text)):
            note = self.notes.get(mark, "")
            # A mark of a label without a note governs nothing: *人才总量.
            if not note and mark not in _marks(shown):
                continue
            is_early = re.search(any_of(lexicon()["labels"]["preliminary"]), note, re.IGNORECASE) is not None
            said = PRELIMINARY if is_early and PRELIMINARY in declared else said
            code = "footnote_preliminary" if is_early and PRELIMINARY not in declared else "footnote"
            self._met.setdefault((code, mark), _Met(row, column, shown)).figures += 1
        return said

    def findings(self, file: str, sheet: str) -> Iterator[Finding]:
        """One finding for each mark, at the first figure that bears it."""
        for (code, mark), met in self._met.items():
            severity = "info" if code == "footnote" else "warning"
            fields = {"mark": mark, "note": self.notes.get(mark, MISSING), "figures": met.figures}
            yield Finding(
                code,
                severity,
                file,
                sheet,
                met.row + 1,
                "",
                letter_of(met.column),
                met.text[:200],
                fields=fields,
            )


def _marks(text: str) -> list[str]:
    """The marks at the end of a text: 12①② has two, 12** one."""
    behind = on_one_line(text)[len(without_marks(text)) :]
    return [folded(mark) for mark in re.findall(lexicon()["labels"]["mark"], behind)]
