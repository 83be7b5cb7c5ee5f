"""What the warehouse computes, once more in slow plain Python, from the words of the design alone."""

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from talent.catalogue import Catalogue, Statement
from talent.reading import numerals

INFINITE = math.inf


class Twin:
    """Everything about one catalogue; every answer is a dict by statement id, or a list."""

    def __init__(self, found: Catalogue) -> None:
        self.found = found
        self.all = list(found.statements.values())
        self.limits = {s.statement_id: self.interval(s) for s in self.all}
        self.pairs = list(self.same_figures())
        self.witness_of = self.witnesses()
        self.contested = self.conflicts()

    # Intervals

    def step(self, s: Statement) -> float:
        return numerals.printed_step(s.as_printed, s.unit, s.value) or 1.0

    def half(self, s: Statement) -> float:
        counted = s.unit not in ("percent", "times", "sqm") and self.step(s) >= 1
        if s.standing in ("policy_term", "planned"):
            return 0
        if counted and not numerals.printed_with_wan(s.as_printed, s.value):
            return 0
        return self.step(s) / 2

    def interval(self, s: Statement) -> tuple[float, float, bool, bool]:
        """Low, high, low open, high open."""
        top = s.value if s.value_high is None else s.value_high
        bottom, half = self.found.indicators[s.indicator].min, self.half(s)
        return {
            "exact": (s.value - half, top + half, False, False),
            "about": (s.value - 2 * half, top + 2 * half, False, False),
            "over": (s.value, INFINITE, True, False),
            "at_least": (s.value, INFINITE, False, False),
            "nearly": (bottom, top, False, True),
            "at_most": (bottom, top, False, False),
        }[s.bound]

    def width(self, s: Statement) -> float:
        low, high, _, _ = self.limits[s.statement_id]
        return high - low

    def overlap(self, a: str, b: str) -> bool:
        (alow, ahigh, alow_open, ahigh_open), (blow, bhigh, blow_open, bhigh_open) = (
            self.limits[a],
            self.limits[b],
        )
        low, high = max(alow, blow), min(ahigh, bhigh)
        if low != high:
            return low < high
        # The one common value must belong to both.
        return not (
            (alow_open and alow == low) or (blow_open and blow == low)
            or (ahigh_open and ahigh == low) or (bhigh_open and bhigh == low)
        )  # fmt: skip

    # Same figure, shown, conflicts

    def same_figures(self) -> Iterator[tuple[str, str, str]]:
        for a in self.all:
            for b in self.all:
                key = [
                    (s.city, s.area, s.indicator, s.definition.replace("preliminary", ""), s.standing,
                     s.period_start, s.period_end, s.period_basis, s.period_years, s.period_inferred)
                    for s in (a, b)
                ]  # fmt: skip
                other = (a.source, a.attributed_to, a.definition) != (b.source, b.attributed_to, b.definition)
                if key[0] == key[1] and other:
                    agree = self.overlap(a.statement_id, b.statement_id)
                    yield a.statement_id, b.statement_id, "agreeing" if agree else "conflicting"

    def published(self, s: Statement) -> int:
        day = self.found.sources[s.source].published
        return day.toordinal() if day else -1

    def declared(self, code: str) -> bool:
        return code in {choice.adopted for choice in self.found.adoptions}

    def witnesses(self) -> dict[str, str]:
        """Hidden statement → the more precise one that stands for it."""
        best_first = sorted(
            self.all,
            key=lambda s: (
                not self.declared(s.statement_id), s.definition == "preliminary", s.bound != "exact",
                self.width(s), self.step(s), self.found.sources[s.source].grade != "core", -self.published(s),
                s.statement_id,
            ),
        )  # fmt: skip
        place = {s.statement_id: n for n, s in enumerate(best_first)}
        better = defaultdict(list)
        for one, other, relation in self.pairs:
            if relation == "agreeing" and place[other] < place[one]:
                better[one].append(other)
        hidden = {}
        for one, others in better.items():
            standing = [other for other in others if other not in better]
            if standing:
                hidden[one] = min(standing, key=place.get)
        return hidden

    def conflicts(self) -> dict[str, tuple[str, bool | None, str | None]]:
        """Statement → conflict, adopted, rule."""
        others = defaultdict(list)
        for one, other, relation in self.pairs:
            if one not in self.witness_of and other not in self.witness_of:
                others[one].append((other, relation))
        groups = defaultdict(list)
        for one, rows in others.items():
            if any(relation == "conflicting" for _, relation in rows):
                groups[min(one, *(other for other, _ in rows))].append(one)
        found = {}
        for conflict, codes in groups.items():
            rule, best = self.adopt([self.found.statements[code] for code in codes])
            for code in codes:
                found[code] = (conflict, None if best is None else code == best, rule)
        return found

    def adopt(self, rows: list[Statement]) -> tuple[str | None, str | None]:
        """The first rule that leaves one statement alone, and that statement; None, None where none does."""
        publishers = {self.found.sources[s.source].publisher for s in rows}
        rules = (
            ("declared", lambda s: self.declared(s.statement_id)),
            ("final", lambda s: s.definition != "preliminary"),
            ("later_edition", lambda s: self.published(s) if len(publishers) == 1 else 0),
            ("exact", lambda s: s.bound == "exact"),
            ("precise", lambda s: (-self.width(s), -self.step(s))),
            ("later_source", self.published),
        )
        for rule, merit in rules:
            best = max(merit(s) for s in rows)
            left = [s for s in rows if merit(s) == best]
            # A later date than an unknown one is not known to be later.
            dated = all(self.published(s) >= 0 for s in rows)
            if len(left) == 1 and (rule not in ("later_edition", "later_source") or dated):
                return rule, left[0].statement_id
            rows = left
        return None, None

    # Readings

    def year(self, s: Statement) -> int | None:
        return s.period_end.year if s.period_end and s.period_basis != "effective_from" else None

    def usable(self, s: Statement) -> bool:
        """Not a witness, and not the loser or an undecided side of a conflict."""
        code = s.statement_id
        return code not in self.witness_of and (code not in self.contested or self.contested[code][1] is True)

    def per_year(self, s: Statement) -> tuple[float, float, float] | None:
        years = {"year": 1, "multi_year": s.period_years}.get(s.period_basis)
        if self.found.indicators[s.indicator].kind != "flow" or years is None:
            return None
        low, high, _, _ = self.limits[s.statement_id]
        return s.value / years, low / years, high / years

    def populations(self) -> dict[tuple[str, int], Statement]:
        found: dict[tuple[str, int], Statement] = {}
        for s in sorted(self.all, key=lambda s: s.statement_id):
            if (
                s.indicator == "resident_population" and s.definition in ("", "census_day") and s.period_end
                and s.standing == "achieved" and s.value > 0 and s.value_high is None and self.usable(s)
            ):  # fmt: skip
                known = found.get((s.area, s.period_end.year))
                if known is None or (s.definition == "", s.period_end) > (
                    known.definition == "",
                    known.period_end,
                ):
                    found[s.area, s.period_end.year] = s
        return found

    def denominator(self, s: Statement) -> Statement | None:
        code = s.statement_id
        if not self.found.indicators[s.indicator].per_capita or self.year(s) is None:
            return None
        if code in self.contested and self.contested[code][1] is not True:
            return None
        near = [
            (abs(year - self.year(s)), year, population)
            for (area, year), population in self.populations().items()
            if area == s.area and abs(year - self.year(s)) <= 2 and not self.people_break(s, population)
        ]
        return min(near, key=lambda found: found[:2])[2] if near else None

    def people_break(self, s: Statement, population: Statement) -> bool:
        """Whether the residents are counted anew between the days of a figure and of a population."""
        first, last = sorted((s.period_end, population.period_end))
        return any(
            (b.city, b.indicator) == (s.city, "resident_population") and first < b.start <= last
            for b in self.found.breaks
        )

    def per_10k(self, s: Statement) -> tuple[float, float, float] | None:
        population = self.denominator(s)
        if population is None:
            return None
        low, high, _, _ = self.limits[s.statement_id]
        value, low, high = self.per_year(s) or (s.value, low, high)
        fewest, most, _, _ = self.limits[population.statement_id]
        top = INFINITE if high == INFINITE or fewest <= 0 else 10_000 * high / fewest
        return 10_000 * value / population.value, -INFINITE if most == INFINITE else 10_000 * low / most, top

    # Gate

    def span(self, s: Statement) -> str:
        if s.period_years is not None:
            return f"{s.period_basis}:{s.period_years:g}"
        if s.period_basis in ("months", "since") and s.period_start and s.period_end:
            months = (
                12 * (s.period_end.year - s.period_start.year) + s.period_end.month - s.period_start.month + 1
            )
            return f"{s.period_basis}:{months}m"
        kind = self.found.indicators[s.indicator].kind
        if s.period_basis == "unstated" and kind in ("stock", "share"):
            return "as_of"
        if s.period_basis == "unstated" and kind in ("rate", "cap", "duration"):
            return "effective_from"
        return s.period_basis

    def period(self, s: Statement) -> str:
        start = s.period_start.year if s.period_basis == "effective_from" and s.period_start else None
        return ("inferred:" if s.period_inferred else "") + str(self.year(s) or start or "unstated")

    # Changes

    CHANGE = (
        "previous_id", "previous_period_end", "years_between", "growth", "growth_low", "growth_high",
        "points", "points_low", "points_high", "base_id", "index",
    )  # fmt: skip

    def changes(self) -> dict[str, dict]:
        lines = defaultdict(list)
        for s in self.all:
            if (
                s.standing == "achieved" and s.bound == "exact" and s.value_high is None and self.usable(s)
                and s.period_basis in ("year", "as_of")
            ):  # fmt: skip
                starts = [
                    b.start for b in self.found.breaks if (b.city, b.indicator) == (s.city, s.indicator)
                ]
                passed = tuple(start <= s.period_end for start in sorted(starts))
                lines[s.city, s.area, s.indicator, s.definition, s.period_basis, passed].append(s)
        found = {}
        for rows in lines.values():
            days = [s.period_end for s in rows]
            rows = sorted((s for s in rows if days.count(s.period_end) == 1), key=lambda s: s.period_end)
            for n, s in enumerate(rows):
                found[s.statement_id] = self.change(s, rows[n - 1] if n else None, rows[0])
        return found

    def change(self, s: Statement, previous: Statement | None, base: Statement) -> dict:
        low, high, _, _ = self.limits[s.statement_id]
        found = dict.fromkeys(self.CHANGE)
        # Percents differ by points; what may be negative has no rate of growth.
        points = s.unit == "percent"
        grows = not points and self.found.indicators[s.indicator].min >= 0
        if previous:
            before_low, before_high, _, _ = self.limits[previous.statement_id]
            end, before = s.period_end, previous.period_end
            found["previous_id"], found["previous_period_end"] = previous.statement_id, before
            found["years_between"] = (12 * (end.year - before.year) + end.month - before.month) / 12
            if points:
                found["points"] = s.value - previous.value
                found["points_low"], found["points_high"] = low - before_high, high - before_low
            if grows and before_low > 0 and low >= 0:
                found["growth"] = (s.value - previous.value) / previous.value * 100
                found["growth_low"] = (low - before_high) / before_high * 100
                found["growth_high"] = (high - before_low) / before_low * 100
        if grows:
            found["base_id"] = base.statement_id
            if self.limits[base.statement_id][0] > 0:
                found["index"] = s.value / base.value * 100
        return found

    # Derived values and checks

    def operand(self, code: str, percent: float = 1) -> tuple[float, float, float]:
        """Value, low, high of an operand; `percent` is what one percent counts as."""
        s = self.found.statements[code]
        scale = percent if s.unit == "percent" else 1
        low, high, _, _ = self.limits[code]
        return s.value * scale, low * scale, high * scale

    def derived(self, id: str) -> tuple[float | None, float | None, float | None]:
        """Value, low, high; None = cannot be said."""
        thing = self.found.derived[id]
        if thing.operation == "sum":
            terms = [self.operand(code) for code in thing.operands]
            return tuple(unbounded(sum(column)) for column in zip(*terms, strict=True))
        operate, percent, shift = {
            "difference": (lambda v, w: v - w, 1, 0),
            "quotient": (lambda v, w: v / w, 0.01, 0),
            "grow_back": (lambda v, w: v / w, 0.01, 1),
            "product": (lambda v, w: v * w, 0.01, 0),
            "full_term": (lambda v, w: v * w, 1, 0),
        }[thing.operation]
        years = thing.operation == "full_term" and self.found.statements[thing.operands[1]].unit == "year"
        first = self.operand(thing.operands[0])
        second = [shift + x * (12 if years else 1) for x in self.operand(thing.operands[1], percent)]
        corners = [operate(*map(huge_or_tiny, (x, y))) for x in first[1:] for y in second[1:]]
        if thing.operation != "difference" and (first[1] < 0 or second[1] < 0):
            return operate(first[0], second[0]), None, None
        low, high = min(corners), max(corners)
        return operate(first[0], second[0]), low if low > -1e90 else None, high if high < 1e90 else None

    def check(self, id: str) -> tuple[float | None, float | None, bool]:
        """What should be, what is computed, and whether the limits of both meet."""
        thing = self.found.checks[id]
        shares = thing.operation in ("product", "same_base")
        terms = [self.operand(code, 0.01 if shares and n % 2 else 1) for n, code in enumerate(thing.operands)]
        terms += [self.operand(thing.total)] if thing.total else []
        sides = {
            "sum": (lambda *t: t[-1], lambda *t: sum(t[:-1])),
            "product": (lambda a, b, total: total, lambda a, b, total: a * b),
            "growth": (lambda a, b, growth: growth, lambda a, b, growth: 100 * (b - a) / a),
            "same_base": (lambda a, b, c, d: c / (1 + d or 1e-100), lambda a, b, c, d: a / (1 + b or 1e-100)),
        }[thing.operation]
        values = [term[0] for term in terms]
        corners = [[side(*map(huge_or_tiny, c)) for c in product(*(t[1:] for t in terms))] for side in sides]
        (low, high), (other_low, other_high) = ((min(c), max(c)) for c in corners)
        levels = (
            terms
            if thing.operation == "growth"
            else terms[0::2]
            if thing.operation == "same_base"
            else terms[:2]
        )
        if thing.operation != "sum" and min(low for _, low, _ in levels[:2]) < 0:
            return sides[0](*values), sides[1](*values), True
        slack = 1e-9 * max(abs(low), abs(other_low))
        return sides[0](*values), sides[1](*values), low <= other_high + slack and other_low <= high + slack

    # Coverage

    def newest_source(self) -> int | None:
        return max((s.published.year for s in self.found.sources.values() if s.published), default=None)

    def belongs(self, s: Statement) -> int | None:
        """The year a figure is looked for in: its own, or that in which a term came into force."""
        start = s.period_start.year if s.period_basis == "effective_from" and s.period_start else None
        return self.year(s) or start

    def state(self, rows: list[Statement]) -> str | None:
        """How whole the best of some figures is; a preliminary figure is of the same thing as the final."""
        whole = [s for s in rows if s.area == s.city]
        done = [s for s in whole if s.standing in ("achieved", "policy_term")]
        own = [s for s in done or whole if s.definition in ("", "preliminary")]
        if not rows:
            return None
        return "part" if not whole else "definition" if not own else "printed" if done else "planned"

    def coverage(self) -> dict[tuple, dict]:
        shown = [s for s in self.all if s.statement_id not in self.witness_of]
        years = sorted({self.belongs(s) for s in shown} - {None})
        cells = {}
        for city in self.found.cities:
            for indicator in self.found.indicators:
                own = [s for s in shown if (s.city, s.indicator) == (city, indicator)]
                for year in (*years, None):
                    here = [s for s in own if self.belongs(s) == year]
                    dated = any(self.belongs(s) for s in own)
                    cells[city, indicator, year] = {
                        "figures": len(here),
                        "state": self.state(here) or "empty",
                        "age": None if year is None else self.newest_source() - year,
                        "reason": None
                        if here
                        else "other_years"
                        if dated
                        else "undated_only"
                        if own
                        else "not_printed",
                    }
        return cells

    def gaps(self) -> dict[tuple[str, str], tuple[str, int]]:
        """State and number of other cities by city and indicator."""
        found = {}
        for indicator in self.found.indicators.values():
            if indicator.kind in ("rate", "cap", "duration"):
                continue
            if not indicator.per_capita and indicator.kind != "share":
                continue
            cities = {s.city for s in self.all if s.indicator == indicator.id and s.area == s.city}
            for city in self.found.cities:
                others = len(cities - {city})
                own = [s for s in self.all if (s.city, s.indicator) == (city, indicator.id)]
                whole = [s for s in own if s.area == city]
                years = [self.year(s) for s in whole if s.standing == "achieved" and self.year(s)]
                state = self.state(own) or "missing"
                if state == "printed":
                    late = years and self.newest_source() - max(years) > 3
                    state = "old" if late else None if years else "undated"
                if others and state:
                    found[city, indicator.id] = (state, others)
        return found


def unbounded(limit: float | None) -> float | None:
    """A limit as SQL says it: NULL where there is none."""
    return None if limit is None or math.isinf(limit) else limit


def huge_or_tiny(x: float) -> float:
    """Finite stand-ins for no bound and for a denominator that may be nought."""
    return 1e100 if x == INFINITE else 1e-100 if x == 0 else x
