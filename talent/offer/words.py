"""An offer in words: amounts, dates, what limits a term, and where the documents are silent."""

from datetime import date

from talent.catalogue import Catalogue, Policy
from talent.charts.picture import Tag
from talent.i18n import choice, format_value, text
from talent.offer import Amount, CityOffer, Figure, Line, NotPrinted


def amount_text(amount: Amount | Figure, catalogue: Catalogue, language: str) -> str:
    """An amount or a statement with its bound and unit."""
    unit = catalogue.units[amount.unit]
    return format_value(amount.value, unit, language, high=amount.value_high, bound=amount.bound)


def who_text(tier: str, arrives: date | None, months: int | None, catalogue: Catalogue, language: str) -> str:
    """Whom an offer is for: tier, month of arrival, length of the stay."""
    when = text("offer.any_time", language)
    if arrives:
        when = text("offer.arriving", language, year=arrives.year, month=f"{arrives.month:02d}")
    stay = text("offer.full_term" if months is None else "offer.staying", language, months=months)
    return text("offer.who", language, tier=catalogue.tiers[tier].name[language], arrives=when, months=stay)


def silence_text(silence: NotPrinted, catalogue: Catalogue, language: str) -> str:
    """One silence of the documents as a sentence."""
    policy = catalogue.policies.get(silence.policy_id or "")
    benefit = choice("benefit", silence.benefit_type, language) if silence.benefit_type else ""
    named = policy.instrument[language] if policy else ""
    return text(f"offer.silent.{silence.what}", language, instrument=named, benefit=benefit)


def stay_text(line: Line, catalogue: Catalogue, language: str) -> str:
    """For how many months a term pays during the stay, and how much in all; "" where that is not printed."""
    if not (line.months and line.total):
        return ""
    months, total = (amount_text(one, catalogue, language) for one in (line.months, line.total))
    return text("offer.over_stay", language, months=months, total=total)


def dates(line: Line, language: str) -> tuple[Tag, ...]:
    """From when to when a term holds, as far as it is printed."""
    if line.effective_from:
        end = line.effective_to
        until = text("offer.until", language, date=end) if end else text("offer.no_end", language)
        return Tag(text("offer.from", language, date=line.effective_from)), Tag(until)
    if line.status == "undated":
        return (Tag(text("offer.date_not_printed", language), True),)
    return ()


def term_dates(policy: Policy, language: str) -> tuple[str, ...]:
    """The same of a printed term, whatever the day."""
    start, end = policy.effective_from, policy.effective_to
    begins = text("offer.from", language, date=start) if start else text("offer.date_not_printed", language)
    return (begins, text("offer.until", language, date=end)) if end else (begins,)


def paid_to(recipient: str, language: str) -> tuple[Tag, ...]:
    """That it is paid to somebody else than the person; () where it is not."""
    if recipient == "person":
        return ()
    who = choice("recipient", recipient, language)
    return (Tag(text("offer.paid_to", language, recipient=who), True),)


def term_limits(policy: Policy, language: str) -> tuple[Tag, ...]:
    """What speaks against reading a printed term as the person's due."""
    encouraged = policy.standing == "encouraged"
    warned = (Tag(choice("offer.status", "encouraged", language), True),) if encouraged else ()
    return (*warned, *paid_to(policy.recipient, language))


def alternatives(line: Line, whole: CityOffer, language: str) -> tuple[Tag, ...]:
    """Which offered terms of the city may not be drawn together with this one; () where all may."""
    names = {one.policy_id: one.instrument[language] for one in whole.offered}
    listed = dict.fromkeys(names[one] for one in line.alternatives if one in names)
    if not listed:
        return ()
    joined = choice("punctuation", "comma", language).join(listed)
    return (Tag(text("offer.alternatives", language, names=joined), True),)
