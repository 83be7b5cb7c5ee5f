"""How far each assumption moves a result, in HTML."""

from html import escape

from talent.charts.draw_rows import ems
from talent.charts.model_picture import Mark, Sway, Tornado


def panel(found: Tornado) -> str:
    """One bar for each assumption around the median, its own two values at the ends."""
    title = f"<h5>{escape(found.title)}</h5>"
    if found.nothing:
        return f'<div class="tm-panel">{title}<div class="tm-nothing">{escape(found.nothing)}</div></div>'
    ends = max(ems(words) for sway in found.sways for words in (sway.low_text, sway.high_text))
    rows = "".join(_row(sway, found) for sway in found.sways)
    marks = "".join(
        f'<span style="left:{_across(mark.value, found):.2f}%">{escape(mark.text)}</span>'
        for mark in found.axis.marks
    )
    note = f'<div class="tm-note">{escape(found.note)}</div>' if found.note else ""
    return (
        f'<div class="tm-panel" style="--tm-ends:{ends * 11.5 + 8:.0f}px">{title}'
        f'<div class="tm-unit">{escape(found.axis.unit_text)}</div>{note}'
        f'<div class="tm-median"><span style="left:{_across(found.middle.value, found):.2f}%">'
        f"{escape(found.middle.text)}</span></div>"
        f'{rows}<div class="tm-marks">{marks}</div></div>'
    )


def _across(value: float, found: Tornado) -> float:
    """Percent from the left end of the axis."""
    wide = found.axis.high - found.axis.low
    return 100 * (value - found.axis.low) / wide if wide else 50


def _row(sway: Sway, found: Tornado) -> str:
    tags = "".join(f'<span class="tm-tag tm-warn">{escape(tag.text)}</span>' for tag in sway.tags)
    name = (
        f'<div class="tm-name"><span>{escape(sway.label)}{tags}</span>'
        f"<small>{escape(sway.correlation_text)}</small></div>"
    )
    middle = f'<i class="tm-middle" style="left:{_across(found.middle.value, found):.2f}%"></i>'
    if sway.still:
        # Beside the line, not across it.
        return f'<div class="tm-sway">{name}<div class="tm-still">{escape(sway.still)}</div></div>'
    return f'<div class="tm-sway">{name}<div class="tm-swing">{_bars(sway, found)}{middle}</div></div>'


def _bars(sway: Sway, found: Tornado) -> str:
    """From the median to each end; from one end to the other where the median lies outside."""
    least, most = sorted((sway.at_low, sway.at_high))
    meet = min(max(found.middle.value, least), most)
    ends = (("low", sway.at_low, sway.low_text), ("high", sway.at_high, sway.high_text))
    left_name = "low" if sway.at_low < sway.at_high else "high"
    drawn = ""
    for name, value, words in ends:
        start, end = sorted((_across(value, found), _across(meet, found)))
        drawn += f'<span class="tm-at_{name}" style="left:{start:.2f}%;width:{end - start:.2f}%"></span>'
        drawn += _end(Mark(_across(value, found), words), left=name == left_name)
    return drawn


def _end(mark: Mark, left: bool) -> str:
    """Words outside an end of a bar."""
    place = f"right:{100 - mark.value:.2f}%" if left else f"left:{mark.value:.2f}%"
    return f'<b style="{place}">{escape(mark.text)}</b>'
