"""What one picture cannot hold, over several: rows and panels whole, each picture with its head and foot.

Each picture names the sources of what it draws and bears the notes on it. Notes on the whole that would take
the room of rows follow on pictures of their own; the others say where.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from talent.charts.frame import Content, frame
from talent.charts.parting import part, shared, slices, without
from talent.charts.picture import Picture
from talent.charts.sheet import Sheet
from talent.charts.svg import prose
from talent.charts.svg.layout import Layout
from talent.charts.svg.scene import Scene
from talent.charts.svg.words import Said, comments
from talent.errors import TalentError
from talent.i18n import text

# Running text in pixels of a picture whose shorter side has 1080: with pictures to spare it need not be tiny.
_SIZE = 16.0
# Notes on the whole stand on every picture where they take no more than this share of its height.
_FOOT = 0.22
# While it is not known how many pictures there are; rarely more, and no wider than that.
_MANY = 99
# What follows on pictures of its own: nothing, notes and sources of the whole, or all notes.
_MOVED = ("nothing", "shared", "notes")

Found = tuple[tuple[Layout, Scene], ...]


def parted(layout: Layout) -> Found:
    """The pictures in order. TalentError `picture.too_tall` for a row or panel larger than a picture."""
    sizes = ((_SIZE * layout.unit, False), (layout.least, False), (layout.least, True))
    for moved in _MOVED:
        for size, low in sizes:
            found = _Parting(replace(layout, low=low), size, moved).found()
            if found:
                return found
    raise TalentError(
        "picture.too_tall", title=layout.said.frame.title, width=layout.width, height=layout.height
    )


@dataclass(frozen=True)
class _Parting:
    """Content being parted, its running text `size` pixels; `moved` is one of _MOVED."""

    layout: Layout
    size: float
    moved: str

    @property
    def said(self) -> Said:
        return self.layout.said

    @property
    def language(self) -> str:
        return self.said.frame.language

    def found(self) -> Found:
        """The pictures; none where a row or panel is too large for this type, or more is to be moved."""
        if self.moved == "nothing" and not self._leaves_room:
            return ()
        cuts = self._cuts()
        if cuts is None:
            return ()
        texts = [] if self._ends_with_foot(cuts) else self._texts()
        total = len(cuts) + len(texts)
        moved = (len(cuts) + 1, total) if texts else (len(cuts), len(cuts))
        made = [self._picture(n, total, moved, span) for n, span in enumerate(cuts, start=1)]
        made += [self._words(n, total, columns) for n, columns in enumerate(texts, start=len(cuts) + 1)]
        return tuple(made)

    # Rows and panels

    def _cuts(self) -> list[tuple[int, int]] | None:
        """From where to where each picture goes; None where one row or panel is too large."""
        places, found = slices(self.layout.content), []
        at = 0
        while at < len(places) - 1:
            most = self._most(places, at)
            if most == at:
                return None
            found.append((places[at], places[most]))
            at = most
        return found

    def _most(self, places: Sequence[int], at: int) -> int:
        """The last place up to which everything fits, `at` for none."""
        low, high, step = at, len(places), 1
        # In strides, because one picture holds few of hundreds of rows.
        while high - low > 1:
            tried = min(low + step, high - 1) if high == len(places) else (low + high) // 2
            if self._fits((places[at], places[tried])):
                low, step = tried, step * 2
            else:
                high = tried
        return low

    def _fits(self, span: tuple[int, int]) -> bool:
        one = self._one(_MANY, _MANY, (_MANY - 1, _MANY), span, first=span[0] == 0)
        return one.lay(Scene(), self.size, self.size) >= 0

    def _one(
        self,
        number: int,
        total: int,
        moved: tuple[int, int],
        span: tuple[int, int],
        *,
        first: bool,
        whole: bool = False,
    ) -> Layout:
        """Some rows or panels and the words around them; `whole` = with what the others have moved."""
        some = part(self.layout.content if whole else self._kept, *span)
        own = frame(some)
        notes = own.notes
        if whole and self.moved == "notes":
            notes = self.layout.content.notes
        elif not whole and self._words_moved:
            notes = (*notes, self._where(moved, total))
        # A chart of readings has each code beside its figure.
        codes = "" if isinstance(some, Picture) else own.codes
        said = self._said(number, total, first=first)
        around = replace(said.frame, notes=notes, sources=own.sources, codes=codes)
        return replace(self.layout, said=replace(said, frame=around), content=some)

    @cached_property
    def _kept(self) -> Content:
        """The content with the words that stay on every picture, or on that of the rows they belong to."""
        content = self.layout.content
        if self.moved == "nothing":
            return content
        common = shared(content)
        notes = content.notes if self.moved == "notes" else common.notes
        return without(content, notes, common.sources, common.codes)

    # Words around them

    def _said(self, number: int, total: int, *, first: bool) -> Said:
        """What one of the pictures says above its rows or panels."""
        around = self.said.frame
        if total > 1:
            counted = {"number": number, "total": total}
            around = replace(
                around,
                title=text("picture.part", self.language, title=around.title, **counted),
                alt=text("picture.part", self.language, title=around.alt, **counted),
            )
        if first and self._begins_with_comment:
            return replace(self.said, frame=around)
        return replace(self.said, frame=around, comment="", objections=(), changed=())

    def _where(self, moved: tuple[int, int], total: int) -> str:
        """On which pictures what stands that is not on this."""
        first, last = moved
        what = text("chart.comma", self.language).join(self._words_moved)
        key = "picture.moved" if first == last else "picture.moved_several"
        what = what[:1].upper() + what[1:]
        return text(key, self.language, what=what, first=first, last=last, total=total)

    @cached_property
    def _words_moved(self) -> tuple[str, ...]:
        """What follows on other pictures, in words; all of it or the rest of it."""
        content, kept = self.layout.content, self._kept
        named = {
            "comment": not self._begins_with_comment,
            "rest_of_notes": bool(kept.notes) and kept.notes != content.notes,
            "all_notes": not kept.notes and bool(content.notes),
            "rest_of_sources": bool(kept.sources) and kept.sources != content.sources,
            "all_sources": not kept.sources and bool(content.sources),
        }
        return tuple(text(f"picture.move.{name}", self.language) for name, moves in named.items() if moves)

    @cached_property
    def _leaves_room(self) -> bool:
        """Whether what belongs to the whole takes little room, and nothing else is moved."""
        around = frame(shared(self.layout.content))
        said = replace(
            self.said, frame=replace(self.said.frame, notes=around.notes, sources=around.sources, codes="")
        )
        height = self.layout.height
        end = replace(self.layout, said=said).foot(Scene(), self.size)
        return self._begins_with_comment and height - end <= _FOOT * height + self.layout.margin

    @cached_property
    def _begins_with_comment(self) -> bool:
        """Whether what the writer says leaves half of the first picture to rows."""
        return self.layout.head(Scene(), self.size) <= self.layout.height / 2

    def _ends_with_foot(self, cuts: Sequence[tuple[int, int]]) -> bool:
        """Whether nothing is moved, or the last picture has room for it."""
        if not self._words_moved:
            return True
        if not self._begins_with_comment:
            return False
        total = len(cuts)
        one = self._one(total, total, (total, total), cuts[-1], first=total == 1, whole=True)
        return one.lay(Scene(), self.size, self.size) >= 0

    def _picture(
        self, number: int, total: int, moved: tuple[int, int], span: tuple[int, int]
    ) -> tuple[Layout, Scene]:
        whole = moved == (number, number)
        one = self._one(number, total, moved, span, first=number == 1, whole=whole)
        scene = one.blank()
        one.lay(scene, self.size, self.size)
        return one, scene

    # Pictures of words

    def _bare(self, number: int, total: int) -> Layout:
        said = self._said(number, total, first=False)
        around = replace(said.frame, notes=(), sources="", codes="")
        return replace(self.layout, said=replace(said, frame=around))

    def _texts(self) -> list[list[list[prose.Line]]]:
        """What moved, in columns, those of one picture at a time."""
        one = self._bare(_MANY, _MANY)
        room = one.foot(Scene(), self.size) - one.head(Scene(), self.size)
        blocks = prose.blocks(self._moved(), self.size, prose.width(one))
        columns, count = list(prose.flowed(blocks, self.size, room)), prose.columns(one)
        return [columns[n : n + count] for n in range(0, len(columns), count)]

    def _moved(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Headings and the paragraphs below them."""
        content, kept = self.layout.content, self._kept
        codes = self.said.frame.codes if isinstance(content, Sheet) and kept.codes != content.codes else ""
        sources = [line for line in content.sources if line not in kept.sources]
        return (
            *(() if self._begins_with_comment else comments(self.said)),
            (
                text("picture.notes", self.language),
                [note for note in content.notes if note not in kept.notes],
            ),
            (text("picture.sources", self.language), [*sources, *([codes] if codes else [])]),
        )

    def _words(self, number: int, total: int, columns: list[list[prose.Line]]) -> tuple[Layout, Scene]:
        one = self._bare(number, total)
        scene = one.blank()
        prose.draw(scene, columns, one, one.head(scene, self.size), self.size)
        one.foot(scene, self.size)
        return one, scene
