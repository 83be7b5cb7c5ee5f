"""What one picture cannot hold, over several: rows and panels whole, each picture with its head and foot.

Notes and sources that would take the room of rows follow on pictures of their own; the others say where.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from talent.charts.svg import prose
from talent.charts.svg.figure import draw
from talent.charts.svg.layout import Layout
from talent.charts.svg.parting import part, slices
from talent.charts.svg.scene import Scene
from talent.charts.svg.words import Said, comments
from talent.errors import TalentError
from talent.i18n import text

# Running text in pixels of a picture whose shorter side has 1080: with pictures to spare it need not be tiny.
_SIZE = 16.0
# Notes and sources stand on every picture where they take no more than this share of its height.
_FOOT = 0.22
# While it is not known how many pictures there are; rarely more, and no wider than that.
_MANY = 99

Found = tuple[tuple[Layout, Scene], ...]


def parted(layout: Layout) -> Found:
    """The pictures in order. TalentError `picture.too_tall` for a row or panel larger than a picture."""
    for size, low in ((_SIZE * layout.unit, False), (layout.least, False), (layout.least, True)):
        found = _Parting(replace(layout, low=low), size).found()
        if found:
            return found
    raise TalentError(
        "picture.too_tall", title=layout.said.frame.title, width=layout.width, height=layout.height
    )


@dataclass(frozen=True)
class _Parting:
    """Content being parted, its running text `size` pixels."""

    layout: Layout
    size: float

    @property
    def said(self) -> Said:
        return self.layout.said

    @property
    def language(self) -> str:
        return self.said.frame.language

    def found(self) -> Found:
        """The pictures, none where a row or panel is too large for this type."""
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
            room = self._room(first=not found)
            most = self._most(places, at, room)
            if most == at:
                return None
            found.append((places[at], places[most]))
            at = most
        return found

    def _most(self, places: Sequence[int], at: int, room: float) -> int:
        """The last place up to which everything fits, `at` for none."""
        low, high, step = at, len(places), 1
        # In strides, because one picture holds few of hundreds of rows.
        while high - low > 1:
            tried = min(low + step, high - 1) if high == len(places) else (low + high) // 2
            if self._height(places[at], places[tried]) <= room:
                low, step = tried, step * 2
            else:
                high = tried
        return low

    def _height(self, start: int, stop: int) -> float:
        layout = self.layout
        some = part(layout.content, start, stop)
        return draw(Scene(), some, layout.margin, 0, layout.inside, self.size, low=layout.low)

    def _room(self, first: bool) -> float:
        one = replace(self.layout, said=self._said(_MANY, _MANY, (_MANY - 1, _MANY), first=first))
        return one.foot(Scene(), self.size) - one.head(Scene(), self.size)

    # Words around them

    def _said(
        self, number: int, total: int, moved: tuple[int, int], *, first: bool, whole: bool = False
    ) -> Said:
        """What one of the pictures says; `moved` = on which notes and sources stand, `whole` = on this."""
        around, language = self.said.frame, self.language
        counted = {"number": number, "total": total}
        around = replace(
            around,
            title=text("picture.part", language, title=around.title, **counted),
            alt=text("picture.part", language, title=around.alt, **counted),
        )
        if not (whole or self._everywhere):
            around = replace(around, notes=(self._where(moved, total),), sources="", codes="")
        if first and self._begins_with_comment:
            return replace(self.said, frame=around)
        return replace(self.said, frame=around, comment="", objections=(), changed=())

    def _where(self, moved: tuple[int, int], total: int) -> str:
        first, last = moved
        key = "picture.foot_on" if first == last else "picture.foot_on_several"
        if not self._begins_with_comment:
            key = "picture.words_on" if first == last else "picture.words_on_several"
        return text(key, self.language, first=first, last=last, total=total)

    @cached_property
    def _everywhere(self) -> bool:
        """Whether notes and sources take little room and nothing else is moved."""
        height = self.layout.height
        end = self.layout.foot(Scene(), self.size)
        return self._begins_with_comment and height - end <= _FOOT * height + self.layout.margin

    @cached_property
    def _begins_with_comment(self) -> bool:
        """Whether what the writer says leaves half of the first picture to rows."""
        return self.layout.head(Scene(), self.size) <= self.layout.height / 2

    def _ends_with_foot(self, cuts: Sequence[tuple[int, int]]) -> bool:
        """Whether the last picture has room for notes and sources, or each has them."""
        if self._everywhere:
            return True
        if not self._begins_with_comment:
            return False
        total = len(cuts)
        said = self._said(total, total, (total, total), first=total == 1, whole=True)
        return (
            replace(self.layout, said=said, content=part(self.layout.content, *cuts[-1])).lay(
                Scene(), self.size, self.size
            )
            >= 0
        )

    def _picture(
        self, number: int, total: int, moved: tuple[int, int], span: tuple[int, int]
    ) -> tuple[Layout, Scene]:
        said = self._said(number, total, moved, first=number == 1, whole=moved == (number, number))
        one = replace(self.layout, said=said, content=part(self.layout.content, *span))
        scene = one.blank()
        one.lay(scene, self.size, self.size)
        return one, scene

    # Pictures of words

    def _bare(self, number: int, total: int) -> Layout:
        said = self._said(number, total, (number, total), first=False)
        return replace(self.layout, said=replace(said, frame=replace(said.frame, notes=())))

    def _texts(self) -> list[list[list[prose.Line]]]:
        """What moved, in columns, those of one picture at a time."""
        one = self._bare(_MANY, _MANY)
        room = one.foot(Scene(), self.size) - one.head(Scene(), self.size)
        blocks = prose.blocks(self._moved(), self.size, prose.width(one))
        columns, count = list(prose.flowed(blocks, self.size, room)), prose.columns(one)
        return [columns[n : n + count] for n in range(0, len(columns), count)]

    def _moved(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Headings and the paragraphs below them."""
        said, language = self.said, self.language
        codes = (said.frame.codes,) if said.frame.codes else ()
        return (
            *(() if self._begins_with_comment else comments(said)),
            (text("picture.notes", language), said.frame.notes),
            (text("picture.sources", language), (*self.layout.content.sources, *codes)),
        )

    def _words(self, number: int, total: int, columns: list[list[prose.Line]]) -> tuple[Layout, Scene]:
        one = self._bare(number, total)
        scene = one.blank()
        prose.draw(scene, columns, one, one.head(scene, self.size), self.size)
        one.foot(scene, self.size)
        return one, scene
