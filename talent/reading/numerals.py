"""The figure inside a printed piece of text, exact: `5.2万` is 52000, known to the nearest 1000."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

import cn2an

from talent.errors import TalentError

# Longer digit runs are identifiers, not figures, and would be rounded by Decimal arithmetic.
_MOST_DIGITS = 18
_ARABIC = re.compile(
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?![0-9])"
    r"(?P<fraction>\.[0-9]+)?(?P<exponent>[eE]\+?[0-9]{1,2}(?![0-9]))?"
)

# A bare number that no floating-point digit is lost of.
_PLAIN = re.compile(r"(?=[0-9.]{1,16}$)[0-9]{1,15}(?:\.([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: `value` (`high`: upper end of a range), `step` = one unit of its last digit.

    `is_reversed` tells a range whose upper end is printed first.
    """

    value: Decimal
    high: Decimal | None
    step: Decimal
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """One number as read: `bare` before its multiplier; `end` is where the reading stopped."""

    value: Decimal
    step: Decimal
    bare: Decimal
    multiplier: Decimal
    share: Decimal | None
    end: int


@cache
def lexicon() -> Mapping:
    """The word lists of `lexicon.toml`."""
    with (Path(__file__).parent / "lexicon.toml").open("rb") as file:
        return tomllib.load(file)


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


@cache
def _patterns() -> Mapping[str, re.Pattern]:
    words = lexicon()["number"]
    share_after, not_share = any_of(lexicon()["share_after"]), any_of(lexicon()["not_share"]["words"])
    digits, units, rounded = words["digits"], words["units"], "".join(words["rounded"])
    small = "".join(sorted(set(units) - set(rounded)))
    bank = lexicon()["bank"]
    bank_digits = "".join(word for word, plain in bank.items() if plain in digits)
    bank_units = "".join(word for word, plain in bank.items() if plain in units) + rounded
    sources = {
        "start": f"[0-9{digits}{words['tens']}{units}{words['half']}]",
        "hanzi": f"[{digits}{words['tens']}{units}]+",
        "fraction": f"{words['point']}([{digits}]+)",
        "gap": f" ?(?:{any_of(words['more'])})? ?",
        "multiplier": f"[{small}]?(?:{rounded}|[{rounded}])|[{small}]",
        "large": f"[{small}]?[{rounded}]+",
        "english": f" ?(?P<small>{any_of(words['hundred'])} )?(?P<size>{any_of(words['english'])})(?![a-z])",
        "small": f"[0-9][^0-9]*[{small}]",
        "tail": f"[{units[1:]}]$",
        "share": f"(?!{not_share}){share_after}",
        "share_before": any_of(lexicon()["share_before"]),
        "join": f" ?(?:{any_of(words['between'])})? ?{any_of(words['ranges'])} ?",
        "negative": f"(?:{any_of(words['negative'])}|(?:^|[ (])-) ?$",
        "blank": f"{any_of(words['not_numbers'])}|{words['ordinal']}(?:[0-9]+|[{digits}{units}]+)",
        "two_digits": f"[{digits[2:]}]{{2}}",
        "bank": f"(?:[{bank_digits}][{bank_units}]{digits[0]}?)+[{bank_digits}]?",
    }
    ignoring_case = {"english"}
    return {
        name: re.compile(source, re.IGNORECASE if name in ignoring_case else 0)
        for name, source in sources.items()
    }


def folded(text: str) -> str:
    """The text with full-width, traditional and bank forms made plain, character for character.

    Positions stay what they were. Full NFKC is not used: it would read a circled ① as the digit 1.
    """
    fold = lexicon()["fold"]
    plain = "".join(fold.get(character, character) for character in map(_half_width, _list_commas(text)))
    bank = lexicon()["bank"]
    return _patterns()["bank"].sub(lambda run: "".join(bank.get(c, c) for c in run.group()), plain)


def _list_commas(text: str) -> str:
    """Full-width commas separate items, except inside full-width digits: keep them from becoming 1,234."""
    return re.sub("(?<![\uff10-\uff19])\uff0c|\uff0c(?![\uff10-\uff19])", ";", text)


def _half_width(character: str) -> str:
    is_wide = "\uff01" <= character <= "\uffe6" or "\ufe50" <= character <= "\ufe6b"
    if is_wide or "\u2f00" <= character <= "\u2fdf" or character.isspace():
        plain = unicodedata.normalize("NFKC", character)
        return " " if plain.isspace() else plain if len(plain) == 1 else character
    return character


def _marked(text: str) -> str:
    """The folded text with words blanked that hold numeral characters and count nothing (一次性, 第二)."""
    return _patterns()["blank"].sub(lambda word: " " * len(word.group()), folded(text))


def parse_figure(text: str) -> Figure:
    """The one figure printed in `text`, as a plain number (shares in percent), exact.

    Understands grouping, full width, 万 and 亿, percent and per mille, ranges, Chinese numerals.
    Raises TalentError `no_number` where there is none, `several_numbers` where there is more than one.
    """
    figure, _, end, marked = _read(text)
    if _patterns()["start"].search(marked, end):
        raise TalentError("several_numbers", text=text)
    return figure


def figure_span(text: str) -> tuple[int, int]:
    """Where the first figure of `text` stands, without the words around it; TalentError `no_number`."""
    _, start, end, _ = _read(text)
    return start, end


def base_value(text: str, unit_id: str) -> Figure:
    """The figure of `text` in the base unit: `1.53平方公里` in `sqm` is 1530000. Errors as `parse_figure`."""
    figure = parse_figure(text)
    words = lexicon()["factor"].get(unit_id, {})
    found = re.search(any_of(words), after_figure(text)) if words else None
    if not found:
        return figure
    factor = Fraction(words[found.group()])
    high = None if figure.high is None else _times(figure.high, factor)
    return replace(figure, value=_times(figure.value, factor), high=high, step=_times(figure.step, factor))


def printed_units(text: str) -> tuple[str, ...]:
    """The unit ids that the word directly after the figure allows; empty where it says nothing."""
    try:
        start, end = figure_span(text)
    except TalentError:
        return ()
    if any(folded(text)[start:end].endswith(sign) for sign in lexicon()["share_after"]):
        return tuple(_unit_words()["%"])
    return tuple(_unit_words().get(unit_word(after_figure(text)), ()))


def unit_word(text: str) -> str:
    """The known unit word a text begins with, in lower case; "" where there is none."""
    found = _units_first().match(text.lower())
    return found.group() if found else ""


@cache
def _unit_words() -> Mapping[str, list[str]]:
    measured = lexicon()["measure_units"]
    factors = {word: list(units) for word, units in measured["factors"].items()}
    return factors | measured["words"] | lexicon()["unit_words"]


@cache
def _units_first() -> re.Pattern:
    """Any unit word; one of Latin letters only where it ends."""
    latin = [word for word in _unit_words() if word[-1].isascii() and word[-1].isalpha()]
    others = set(_unit_words()) - set(latin)
    return re.compile(f"{any_of(latin)}(?![a-z])|{any_of(others)}")


def printed_step(as_printed: str, unit_id: str = "", value: float | None = None) -> float:
    """One unit of the last printed digit, in the base unit; 0 where no single figure can be read.

    With the statement's `value`, a bare table cell (982.41 under a column in 万人) is also stepped rightly.
    """
    try:
        return float(base_value(as_printed, unit_id).step) * _column_multiplier(as_printed, value)
    except TalentError:
        return 0.0


def printed_with_wan(as_printed: str, value: float | None = None) -> bool:
    """Whether the figure is printed in 万, 亿 or so, and is rounded even if it counts whole things."""
    try:
        start, end = figure_span(as_printed)
    except TalentError:
        return False
    printed = folded(as_printed)[start:end]
    if any(word in printed for word in lexicon()["number"]["rounded"]):
        return True
    # Digits before a 千 or thousand are as rounded: 12.5千.
    in_words = _patterns()["english"].search(printed) or _patterns()["small"].search(printed)
    return bool(in_words) or _column_multiplier(as_printed, value) > 1


@lru_cache(maxsize=2**14)
def printed(as_printed: str, unit_id: str, value: float) -> tuple[float, bool]:
    """`printed_step` and `printed_with_wan` of a statement; words that are no plain figure count wholes."""
    plain = _PLAIN.fullmatch(as_printed)
    if plain:
        decimals = len(plain[1] or "")
        for power in (0, 4, 8):
            if float(f"{as_printed}e{power}") == value:
                return float(f"1e{power - decimals}"), power > 0
    return printed_step(as_printed, unit_id, value) or 1.0, printed_with_wan(as_printed, value)


def _column_multiplier(as_printed: str, value: float | None) -> int:
    """The 万 or 亿 that stands in a table's heading: what a bare number lacks to be the value; else 1."""
    words = lexicon()["number"]
    if value is None or not _ARABIC.fullmatch(as_printed):
        return 1
    cell = parse_figure(as_printed).value
    sizes = [words["multipliers"][word] for word in words["rounded"]]
    return next((size for size in sizes if cell and cell * size == Decimal(repr(float(value)))), 1)


def after_figure(text: str) -> str:
    """What stands after the figure and its 余, 多; TalentError `no_number`."""
    rest = folded(text)[figure_span(text)[1] :]
    return rest[_patterns()["gap"].match(rest).end() :]


def _times(number: Decimal, factor: Fraction) -> Decimal:
    return number * factor.numerator / factor.denominator


def _read(text: str) -> tuple[Figure, int, int, str]:
    """First figure, its start and end, and the text as it was read."""
    marked = _marked(text)
    prefix = _patterns()["share_before"].search(marked)
    if prefix:
        marked = marked[: prefix.start()] + " " * len(prefix.group()) + marked[prefix.end() :]
    found = _patterns()["start"].search(marked)
    part = _part(marked, found.start()) if found else None
    if found is None or part is None or _is_inside_a_word(marked, found.start(), part.end):
        raise TalentError("no_number", text=text)
    if prefix and prefix.end() <= found.start():
        part = _scaled(part, Decimal(lexicon()["share_before"][prefix.group()]))
    start = found.start()
    figure, end = _range(marked, part)
    if figure.high is None and _patterns()["negative"].search(marked, 0, start):
        figure = replace(figure, value=-figure.value)
    return figure, start, end, marked


def _is_inside_a_word(text: str, start: int, end: int) -> bool:
    """Digits that belong to a name (A5, 5G), to a broken decimal (.5), or vague numerals (数百, 十几)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    vague, units = lexicon()["number"]["vague"], lexicon()["number"]["units"]
    if (before in vague and text[start] in units) or (after in vague and text[end - 1] in units):
        return True
    if not text[start].isascii():
        return False
    is_name = (before.isascii() and before.isalpha()) or (
        after.isascii() and after.isalpha() and after != "m"
    )
    return is_name or before in (".", ",")


def _range(text: str, low: _Part) -> tuple[Figure, int]:
    """The figure from `low` on: a range when a second number is joined to it."""
    join = _patterns()["join"].match(text, low.end)
    high = _part(text, join.end()) if join else None
    if high is None:
        return Figure(low.value, None, low.step), low.end
    if _carries(low, high):
        low = _scaled(low, high.multiplier)
    if low.share is None and high.share is not None:
        low = _scaled(low, high.share)
    values = sorted((low.value, high.value))
    return Figure(values[0], values[1], max(low.step, high.step), low.value > high.value), high.end


def _carries(low: _Part, high: _Part) -> bool:
    """Whether the second multiplier counts for the first number too: 3-5万, 二百至三百万; not 5000-2万."""
    has_none = low.multiplier == 1 or low.multiplier < 10_000 <= high.multiplier
    return has_none and high.multiplier > 10 and low.value <= 10 * high.bare


def _scaled(part: _Part, factor: Decimal) -> _Part:
    return replace(part, value=part.value * factor, step=part.step * factor)


def _part(text: str, at: int) -> _Part | None:
    """The number that starts at `at`, with its multipliers and share sign; None where it cannot be read."""
    part = _arabic(text, at) or _hanzi(text, at)
    if part is None:
        return None
    sign = _patterns()["share"].match(text, part.end)
    if not sign:
        return part
    share = Decimal(lexicon()["share_after"][sign.group()])
    return replace(_scaled(part, share), share=share, end=sign.end())


def _arabic(text: str, at: int) -> _Part | None:
    """Digits with multipliers, and mixed forms: 1,234.5 · 10余万 · 1万2千 · 1亿2000万."""
    total = last = _digits_with_multiplier(text, at)
    while total is not None and last is not None and last.multiplier > 1:
        following = _digits_with_multiplier(text, last.end)
        if following is None or not _continues(last, following):
            break
        total = replace(total, value=total.value + following.value, step=following.step, end=following.end)
        last = following
    return total


def _continues(last: _Part, following: _Part) -> bool:
    """1万2千 and 1万2000 are one number; 3万5, 2万30 and 1.5万2千 are not."""
    has_all_digits = following.value >= last.multiplier / 10
    fits = following.value < last.multiplier and last.bare == int(last.bare)
    return fits and (following.multiplier > 1 or has_all_digits)


def _digits_with_multiplier(text: str, at: int) -> _Part | None:
    found = _ARABIC.match(text, at)
    digits = re.sub("[ ,]", "", found["digits"]) if found else ""
    if not found or len(digits + (found["fraction"] or "")) > _MOST_DIGITS:
        return None
    bare = Decimal(digits + (found["fraction"] or ""))
    step = Decimal(1).scaleb(1 - len(found["fraction"]) if found["fraction"] else 0)
    power = Decimal(10) ** int(found["exponent"][1:]) if found["exponent"] else Decimal(1)
    multiplier, end = _multiplier(text, found.end(), _patterns()["multiplier"])
    size = power * multiplier
    return _Part(bare * size, step * size, bare, multiplier, None, end)


def _multiplier(text: str, at: int, pattern: re.Pattern) -> tuple[Decimal, int]:
    """The multiplier at `at`, over a space and 余, and where it ends; 1 and `at` where there is none."""
    words = lexicon()["number"]
    english = _patterns()["english"].match(text, at)
    if english:
        hundreds = 100 if english["small"] else 1
        return Decimal(hundreds * words["english"][english["size"].lower()]), english.end()
    found = pattern.match(text, _patterns()["gap"].match(text, at).end())
    if not found:
        return Decimal(1), at
    sizes = words["multipliers"]
    product = Decimal(1)
    for character in found.group():
        product *= sizes[character]
    return product, found.end()


def _hanzi(text: str, at: int) -> _Part | None:
    """A Chinese numeral: 三 · 百 · 两千三 · 一百二十三万四千 · 零点五 · 十余万."""
    run = _patterns()["hanzi"].match(text, at)
    if not run or len(run.group()) > _MOST_DIGITS:
        return None
    value = _whole_hanzi(run.group())
    if value is None:
        return None
    step, bare, own = _step_of_hanzi(run.group(), value)
    fraction = _patterns()["fraction"].match(text, run.end())
    end = run.end()
    if fraction:
        digits = "".join(str(_digit(character)) for character in fraction.group(1))
        value, step, end = value + Decimal(f"0.{digits}"), Decimal(1).scaleb(-len(digits)), fraction.end()
        bare = value
    multiplier, end = _multiplier(text, end, _patterns()["large"])
    return _Part(value * multiplier, step * multiplier, bare, own * multiplier, None, end)


def _digit(character: str) -> int:
    return int(cn2an.cn2an(character, "normal"))


def _whole_hanzi(run: str) -> Decimal | None:
    """The whole number a run of numeral characters says; None for lists and guesses such as 三五."""
    units, tens = lexicon()["number"]["units"], lexicon()["number"]["tens"]
    has_unit = any(character in units + tens for character in run)
    if (has_unit and _patterns()["two_digits"].search(run)) or (not has_unit and len(run) in (2, 3)):
        return None
    if run[0] in units[1:]:
        run = lexicon()["number"]["digits"][2] + run  # 百 says 一百
    try:
        return Decimal(cn2an.cn2an(run, "normal"))
    except (ValueError, KeyError):  # cn2an raises KeyError on some unreadable runs
        return None


def _step_of_hanzi(run: str, value: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Step, the number before a closing 百 千 万 亿, and that multiplier: 三百 is (100, 3, 100)."""
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    tail = _patterns()["tail"].search(run)
    sizes = lexicon()["number"]["multipliers"]
    own = Decimal(sizes[tail.group()]) if tail and len(run) > 1 else Decimal(1)
    return step, value / own, own
