"""A `Picture` of bars as light HTML: CSS bars that show before any chart script has loaded."""

from collections.abc import Sequence
from html import escape

from talent.charts.captions import source_text, version_line
from talent.charts.picture import Absent, Mark, Panel, Picture, Tag

# Colours and grounds come from the page's own variables; the fallbacks are the light theme.
STYLE = """<style>
.tc-bars{color:var(--ink,#16202c);font-size:14px;line-height:1.45;font-variant-numeric:tabular-nums}
.tc-bars *{box-sizing:border-box}
.tc-panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:14px 26px}
.tc-panel h4{margin:0 0 6px;padding:0;font-size:14px;font-weight:700;line-height:1.4}
.tc-row{display:grid;grid-template-columns:var(--tc-label,64px) minmax(0,1fr);align-items:start;gap:10px;
  margin:6px 0}
.tc-name{text-align:right;line-height:24px}
.tc-line{display:flex;flex-wrap:wrap;align-items:center;gap:2px 8px;min-width:0}
.tc-track{flex:0 0 auto;display:flex;height:24px;max-width:calc(100% - var(--tc-value,80px))}
.tc-bar{height:24px;flex:1 1 100%;min-width:2px;border-radius:0 3px 3px 0}
.tc-high{height:24px;opacity:.4;border-radius:0 3px 3px 0}
.tc-hatch{
  background-image:repeating-linear-gradient(135deg,transparent 0 5px,color-mix(in srgb,var(--card,
  #fff) 76%,transparent) 5px 9px)}
.tc-open{border-radius:0;min-width:12px;
  clip-path:polygon(0 0,calc(100% - 9px) 0,100% 50%,calc(100% - 9px) 100%,0 100%)}
.tc-faded{-webkit-mask-image:linear-gradient(90deg,#000 70%,transparent);
  mask-image:linear-gradient(90deg,#000 70%,transparent)}
.tc-words{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 5px;min-width:0}
.tc-pair{border-left:3px solid var(--dim,#5b6775);padding-left:4px}
.tc-tag{font-size:11px;line-height:1.5;border:1px solid var(--line,#dfe4ea);border-radius:3px;padding:0 5px;
  color:var(--dim,#5b6775)}
.tc-warn{color:var(--warn,#8a5a00);border-color:var(--warnline,#e9cf93);background:var(--warnbg,#fff6e0)}
.tc-note{font-size:11px;color:var(--warn,#8a5a00);margin:-4px 0 6px}
.tc-foot{font-size:11px;color:var(--dim,#5b6775);margin:4px 0 8px}
.tc-code{font:11px ui-monospace,monospace;color:var(--dim,#5b6775)}
.tc-none{color:var(--dim,#5b6775);font-size:12.5px;line-height:24px;
  border-bottom:1px dashed var(--dim,#c8d0d8);
  min-height:24px}
.tc-burnt{color:var(--warn,#8a5a00);border:1px solid var(--warnline,#e9cf93);
  background:var(--warnbg,#fff6e0);
border-radius:5px;padding:6px 10px;margin:0 0 10px;font-weight:700;font-size:12.5px}
</style>"""


def bars(picture: Picture, *, style: bool = True) -> str:
    """The panels of a picture of mode bar, every value escaped.

    The page's variables `--ink --dim --line --card --warn --warnbg --city-<id>` colour it. `style` brings
    the style sheet along; leave it out where the page has it already.
    """
    panels = "".join(_panel(panel, picture) for panel in picture.panels)
    burnt = f'<div class="tc-burnt">{escape(picture.burnt)}</div>' if picture.burnt else ""
    label = max((_ems(words) for words in _labels(picture)), default=3)
    value = max((_ems(m.text) for m in picture.drawn), default=3)
    size = f"--tc-label:{min(label * 14 + 4, 100):.0f}px;--tc-value:{value * 15 + 18:.0f}px"
    lines = [*([source_text(picture)] if picture.sources else []), version_line(picture)]
    foot = "".join(f"<div>{escape(line)}</div>" for line in lines)
    body = (
        f'<div class="tc-bars" role="img" aria-label="{escape(picture.alt)}" style="{size}">'
        f'<div class="tc-foot">{escape(picture.subtitle)}</div>{burnt}'
        f'<div class="tc-panels">{panels}</div><div class="tc-foot">{foot}</div></div>'
    )
    return STYLE + body if style else body


def _labels(picture: Picture) -> list[str]:
    return [m.label for m in picture.drawn] + [a.label for p in picture.panels for a in p.missing]


def _ems(words: str) -> float:
    return sum(1 if ord(letter) > 0x2E80 else 0.58 for letter in words)


def _panel(panel: Panel, picture: Picture) -> str:
    largest = max((m.high_value or m.value for m in picture.alike(panel)), default=0) or 1
    rows = "".join(_row(mark, picture, largest) for mark in panel.marks)
    rows += "".join(_empty(absent) for absent in panel.missing)
    note = f'<div class="tc-note">{escape(panel.note)}</div>' if panel.note else ""
    return f'<div class="tc-panel"><h4>{escape(panel.title)}</h4>{note}{rows}</div>'


def _row(mark: Mark, picture: Picture, largest: float) -> str:
    end = mark.high_value or mark.value
    # The longest bar leaves room for its words; narrower screens put the words below.
    wide = f"max(3px,{100 * max(end, 0) / largest:.2f}% * .62)"
    pair = " tc-pair" if mark.partner else ""
    return (
        f'<div class="tc-row"><span class="tc-name">{escape(mark.label)}</span><div class="tc-line{pair}">'
        f'<span class="tc-track" style="width:calc({wide})">{_bar(mark, picture)}</span>'
        f'<span class="tc-words"><b>{escape(mark.text)}</b>{_tags(mark.tags)}'
        f'<span class="tc-code">{escape(mark.code)}</span></span></div></div>'
    )


def _bar(mark: Mark, picture: Picture) -> str:
    ink = picture.ink(mark.city)
    colour = f"background-color:var(--city-{escape(mark.city)},{escape(ink.colour)})"
    classes = ["tc-bar"]
    classes += ["tc-hatch"] if mark.shape == "hatched" else []
    classes += {"open": ["tc-open"], "faded": ["tc-faded"]}.get(mark.cap, [])
    if mark.high_value is None:
        return f'<span class="{" ".join(classes)}" style="{colour}"></span>'
    share = 100 * mark.value / mark.high_value
    return (
        f'<span class="{" ".join(classes)}" style="{colour};flex:0 0 {share:.2f}%"></span>'
        f'<span class="tc-high" style="{colour};flex:0 0 {100 - share:.2f}%"></span>'
    )


def _tags(tags: Sequence[Tag]) -> str:
    return "".join(
        f'<span class="tc-tag{" tc-warn" if tag.warn else ""}">{escape(tag.text)}</span>' for tag in tags
    )


def _empty(absent: Absent) -> str:
    return (
        f'<div class="tc-row"><span class="tc-name">{escape(absent.label)}</span>'
        f'<div class="tc-none">{escape(absent.text)}</div></div>'
    )
