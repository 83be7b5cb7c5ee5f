"""What pages show of whole cities: cards, highlights, what is new, themes, what is printed and what not."""

from collections.abc import Iterable, Sequence

from pages._parts import address, blocks, figures, store
from pages._parts.blocks import show, tag, words
from pages._parts.language import current, text
from talent import profiles
from talent.charts import labels
from talent.i18n import choice
from talent.queries import Reading


def cards(found: Sequence[profiles.Card]) -> None:
    """One card per city: what leads, its tags, its code; a dashed row where nothing is printed."""
    show(tag("div", *(_card(card) for card in found), class_="t-cards"))


def _card(card: profiles.Card) -> str:
    language = current()
    population = (
        tag(
            "small",
            words(figures.value(card.population)),
            " ",
            tag("span", words(labels.period_text(card.population, language))),
        )
        if card.population
        else ""
    )
    target = address.href("city", language, cities=card.city.id)
    name = tag("a", words(card.city.name[language]), href=target, target=blocks.window())
    return tag(
        "section",
        tag("h2", name, population),
        *(_lead(one) for one in card.leads),
        class_="t-card",
        style=figures.city_style(card.city),
    )


def _lead(one: profiles.Lead) -> str:
    if one.reading is None:
        return tag(
            "div",
            tag("div", tag("span", words(one.slot.name[current()]), class_="t-name")),
            tag("div", tag("span", words(text("block.not_printed")), class_="t-none"), class_="t-value"),
            class_="t-lead t-missing",
        )
    indicator = store.catalogue().indicators[one.reading.indicator]
    other = (
        tag(
            "small",
            words(text("block.also_printed", value=figures.value(one.other))),
            " ",
            figures.code_link(one.other.statement_id),
        )
        if one.other
        else ""
    )
    done = one.reading.standing in ("achieved", "policy_term")
    return tag(
        "div",
        tag("div", tag("span", words(indicator.name[current()]), class_="t-name")),
        tag("div", _number(one.reading), class_="t-value" if done else "t-value t-planned"),
        tag(
            "div",
            tag("div", figures.tags(one.reading), other),
            figures.code_link(one.reading.statement_id),
            class_="t-under",
        ),
        class_="t-lead",
    )


def _number(reading: Reading) -> str:
    """A value with its unit set small."""
    whole = figures.value(reading)
    unit = store.catalogue().indicators[reading.indicator].unit.name[current()]
    number = whole.removesuffix(unit) if unit != "%" else whole
    return tag("b", words(number)) + (tag("i", words(unit)) if unit != "%" else "")


def city_head(card: profiles.Card) -> None:
    """The card of one city, wide."""
    show(tag("div", _card(card), class_="t-cards t-one"))


def matrix(rows: Sequence[Sequence[profiles.Cell]]) -> None:
    """Which figures exist, how old, how whole: colour and words both say it."""
    language = current()
    head = [text("block.city"), *(cell.slot.name[language] for cell in rows[0])]
    body = [[figures.city_name(row[0].city), *(_cell(cell) for cell in row)] for row in rows]
    blocks.table(head, body, "t-matrix")


def _cell(cell: profiles.Cell) -> str:
    inside = words(profiles.cell_text(cell, current()))
    if cell.code:
        target = address.href("passport", current(), code=cell.code)
        inside = tag(
            "a", inside, href=target, target=blocks.window(), title=choice("cell", cell.state, current())
        )
    return tag("span", inside, class_=f"t-cell t-cell-{cell.state}")


def highlights(found: Iterable[profiles.Highlight]) -> None:
    """Computed sentences, each with the codes it rests on."""
    show(tag("ul", *(tag("li", *_sentence(one)) for one in found), class_="t-list"))


def _sentence(one: profiles.Highlight) -> tuple[str, str]:
    catalogue, language = store.catalogue(), current()
    fields = {name: field.name[language] if hasattr(field, "name") else field for name, field in one.fields}
    if one.key == "terms":
        terms = zip(one.readings[::2], one.readings[1::2], fields.pop("instruments"), strict=True)
        fields["listed"] = text("punctuation.semicolon").join(
            text(
                "highlight.term",
                city=catalogue.cities[rate.city].name[language],
                instrument=instrument[language],
                rate=figures.value(rate),
                duration=figures.value(length),
            )
            for rate, length, instrument in terms
        )
    if one.key == "dispute":
        first, second = one.readings
        fields |= {
            "city": catalogue.cities[first.city].name[language],
            "indicator": catalogue.indicators[first.indicator].name[language],
            "period": labels.period_text(first, language),
            "one": figures.value(first),
            "other": figures.value(second),
        }
    fields.setdefault("cities", len(catalogue.cities))
    links = " ".join(figures.code_link(r.statement_id) for r in one.readings)
    return words(text(f"highlight.{one.key}", **fields)) + " ", links


def news(readings: Iterable[Reading]) -> None:
    """The figures printed last."""
    catalogue, language = store.catalogue(), current()
    items = (
        tag(
            "li",
            figures.city_name(catalogue.cities[r.city]),
            " ",
            words(catalogue.indicators[r.indicator].name[language]),
            " ",
            tag("b", words(figures.value(r))),
            " ",
            tag("span", words(labels.period_text(r, language)), class_="t-small"),
            " ",
            tag("span", words(text("block.published", date=r.published)), class_="t-small"),
            " ",
            figures.code_link(r.statement_id),
        )
        for r in readings
    )
    show(tag("ul", *items, class_="t-list"))


def theme(found: profiles.Theme) -> None:
    """Everything of one theme: one row per figure, the leading one of each indicator first."""
    language = current()
    rows = []
    for entry in found.entries:
        for place, r in enumerate(entry.readings):
            name = words(entry.indicator.name[language]) if place == 0 else ""
            source = store.catalogue().sources[r.source]
            rows.append(
                [
                    name,
                    tag("span", words(figures.value(r)), class_="t-figure"),
                    figures.tags(r) + figures.remark(r),
                    words(figures.source_short(source, r)),
                    figures.code_link(r.statement_id),
                ]
            )
    head = [
        text("block.indicator"),
        text("block.value"),
        text("block.caveats"),
        text("block.source"),
        text("block.code"),
    ]
    blocks.table(head, rows, "t-theme")


def gaps(rows: Iterable[dict]) -> None:
    """What a city does not print although others do."""
    catalogue, language = store.catalogue(), current()
    items = (
        tag(
            "li",
            words(catalogue.indicators[row["indicator"]].name[language]),
            " ",
            tag("span", words(choice("gap", row["state"], language)), class_="t-tag t-warn"),
            " ",
            tag("span", words(text("block.others", n=row["others"])), class_="t-small"),
        )
        for row in rows
    )
    show(tag("ul", *items, class_="t-list t-columns"))


def theme_title(found: profiles.Theme) -> str:
    return choice("theme", found.id, current())


def theme_links(themes: Iterable[profiles.Theme]) -> None:
    """How many figures each theme has."""
    show(
        tag(
            "p",
            *(
                tag(
                    "span",
                    words(f"{theme_title(one)} {sum(len(e.readings) for e in one.entries)}"),
                    class_="t-tag",
                )
                for one in themes
            ),
            class_="t-themes",
        )
    )
