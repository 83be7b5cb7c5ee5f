"""Complete pictures of an exact size: every word that travels, the panels, and a code to check them by."""

from dataclasses import replace

from talent.charts.code import qr_code
from talent.charts.frame import Content, frame
from talent.charts.svg import fonts
from talent.charts.svg.layout import Layout
from talent.charts.svg.parted import parted
from talent.charts.svg.scene import Scene
from talent.charts.svg.words import Said
from talent.errors import TalentError


def pages(
    content: Content,
    width: int,
    height: int,
    *,
    link: str = "",
    comment: str = "",
    objections: tuple[str, ...] = (),
    changed: tuple[str, ...] = (),
    product: str = "",
    embed: bool = True,
    dark: bool = False,
    single: bool = False,
) -> tuple[str, ...]:
    """The picture with all words that travel with it, in the largest type in which everything fits.

    What does not fit even in the smallest legible type goes on over several pictures, rows and panels whole.
    `embed` brings the font along. TalentError `picture.too_tall` for a row or panel larger than a picture,
    and `picture.too_full` where only a `single` one will do: nothing is ever cut off or left out.
    """
    said = Said(frame(content), comment, objections, changed, product, link, qr_code(link))
    layout = Layout(content, said, width, height, dark)
    best = _best(layout)
    if single and not best:
        raise TalentError("picture.too_full", title=said.frame.title, width=width, height=height)
    found = (_whole(*best),) if best else parted(layout)
    return tuple(_written(one, scene, embed) for one, scene in found)


def page(content: Content, width: int, height: int, **more) -> str:
    """The one picture of `pages`. TalentError `picture.too_full` where it takes several."""
    (found,) = pages(content, width, height, **more, single=True)
    return found


def _written(layout: Layout, scene: Scene, embed: bool) -> str:
    style = fonts.face_css(frozenset(scene.written)) if embed else ""
    return scene.svg(layout.width, layout.height, title=layout.said.frame.alt, style=style)


def _whole(size: float, layout: Layout) -> tuple[Layout, Scene]:
    scene = layout.blank()
    layout.lay(scene, size, layout.panel_size(size))
    return layout, scene


def _best(layout: Layout) -> tuple[float, Layout] | None:
    """The layout that takes the largest type, and that type; None where one picture does not hold all."""
    for low in (False, True) if layout.has_room else ():
        tried = [
            replace(layout, low=low, sided=sided) for sided in ((False, True) if layout.wide else (False,))
        ]
        fitting = [(size, one) for one in tried if (size := one.size()) is not None]
        if fitting:
            return max(fitting, key=lambda found: found[0])
    return None
