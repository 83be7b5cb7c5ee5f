"""One person's offer: what is printed, bound by bound, date by date, and never a sum across kinds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.catalogue import BENEFITS
from talent.errors import TalentError
from talent.i18n import Name
from talent.offer import KIND_OF, KINDS, Amount, NotPrinted, offer, tiers_for
from tests.offer.made import FIGURES, NEW, answer, term


def ids(lines):
    return [line.policy_id for line in lines]


@pytest.mark.parametrize(("rate", "total"), [("R-3000", 108_000), ("R-2000", 72_000), ("R-1500", 54_000)])
def test_three_years_of_a_printed_rate_are_exact_whole_yuan(rate, total):
    (line,) = answer(term("a", rate)).offered
    assert line.total == Amount(total, None, "exact", "yuan", (rate, "Y-3"))
    assert isinstance(line.total.value, int)


def test_a_shorter_stay_is_paid_for_its_months_and_a_longer_one_for_the_printed_term():
    assert answer(term("a"), months=12).offered[0].total.value == 36_000
    assert answer(term("a"), months=60).offered[0].total.value == 108_000
    assert answer(term("a"), months=None).offered[0].total.value == 108_000
    assert answer(term("a"), months=0).offered[0].total == Amount(0, None, "exact", "yuan", ("R-3000", "Y-3"))


def test_months_and_years_are_one_measure():
    assert answer(term("a", "R-1500", "M-24")).offered[0].total.value == 36_000


def test_at_most_stays_at_most_in_rate_and_in_duration():
    assert answer(term("a", "R-MOST", "Y-3")).offered[0].total == Amount(
        360_000, None, "at_most", "yuan", ("R-MOST", "Y-3")
    )
    line = answer(term("a", "R-3000", "Y-3-MOST"), months=12).offered[0]
    assert (line.duration.bound, line.total.value, line.total.bound) == ("at_most", 36_000, "at_most")


def test_a_range_stays_a_range():
    line = answer(term("a", "R-RANGE", "Y-3")).offered[0]
    assert (line.amount.value, line.amount.value_high) == (500, 2000)
    assert (line.total.value, line.total.value_high) == (18_000, 72_000)
    line = answer(term("a", "R-3000", "Y-2-3")).offered[0]
    assert (line.total.value, line.total.value_high) == (72_000, 108_000)
    assert answer(term("a", "R-3000", "Y-2-3"), months=12).offered[0].total.value_high is None


def test_at_least_three_years_is_settled_for_who_stays_one():
    line = answer(term("a", "R-3000", "Y-3-LEAST"), months=12).offered[0]
    assert (line.total.value, line.total.bound) == (36_000, "exact")
    assert answer(term("a", "R-3000", "Y-3-LEAST"), months=60).offered[0].total.bound == "at_least"


def test_bounds_that_point_different_ways_give_no_total():
    assert answer(term("a", "R-MOST", "Y-3-LEAST"), months=60).offered[0].total is None


def test_no_total_where_rate_or_duration_is_not_printed():
    found = answer(term("a", duration=None), term("b", amount=None))
    assert [line.total for line in found.offered] == [None, None]
    assert NotPrinted("duration", "a", "monthly_subsidy") in found.not_printed
    assert NotPrinted("amount", "b", "monthly_subsidy") in found.not_printed


def test_a_withdrawn_statement_counts_as_not_printed():
    found = answer(term("a", amount="GONE-01-001"))
    assert found.offered[0].amount is None
    assert found.not_printed == (NotPrinted("amount", "a", "monthly_subsidy"),)


def test_only_monthly_money_paid_to_somebody_has_a_total():
    loan = term("loan", "L-200000", "Y-3", benefit_type="loan_ceiling")
    price = term("price", "P-550", "Y-3", benefit_type="price")
    assert [line.total for line in answer(loan, price).offered] == [None, None]


def test_arrival_is_judged_by_the_month():
    assert ids(answer(term("a"), arrives=date(2023, 3, 1)).offered) == ["a"]
    found = answer(term("a"), arrives=date(2023, 2, 28))
    assert (ids(found.offered), ids(found.not_yet)) == ([], ["a"])
    assert found.not_printed == ()


def test_an_ended_term_is_told_apart():
    ending = term("a", effective_to=date(2023, 6, 11))
    assert ids(answer(ending, arrives=date(2023, 6, 30)).offered) == ["a"]
    assert ids(answer(ending, arrives=date(2023, 7, 1)).ended) == ["a"]


def test_a_term_without_a_date_is_offered_and_says_so():
    assert answer(term("a", effective_from=None)).offered[0].status == "undated"


def test_what_has_been_replaced_is_not_offered_after_its_replacement():
    old, new = term("old"), term("new", package=NEW, replaces="old", effective_from=date(2024, 6, 12))
    before, after = answer(old, new, arrives=date(2024, 5, 1)), answer(old, new, arrives=date(2024, 6, 1))
    assert (ids(before.offered), ids(before.not_yet)) == (["old"], ["new"])
    assert (ids(after.offered), ids(after.superseded)) == (["new"], ["old"])
    assert after.superseded[0].superseded_by == "new"
    assert ids(answer(old, new, arrives=None).offered) == ["new"]


def test_a_replaced_package_takes_all_its_dated_lines_with_it():
    old, mate = term("old"), term("mate", "G-50000", None, benefit_type="award")
    undated = term("undated", effective_from=None)
    elsewhere = term("elsewhere", city="south")
    new = term("new", package=NEW, replaces="old", effective_from=date(2024, 6, 12))
    found = offer(
        [old, mate, undated, elsewhere, new], FIGURES, "phd", date(2024, 7, 1), 36, ("north", "south")
    )
    assert ids(found[0].superseded) == ["old", "mate"]
    assert ids(found[0].offered) == ["undated", "new"]
    assert ids(found[1].offered) == ["elsewhere"]


def test_a_line_revised_inside_its_package_replaces_that_line_alone():
    lines = term("old"), term("mate"), term("new", replaces="old", effective_from=date(2024, 6, 12))
    assert ids(answer(*lines, arrives=date(2024, 7, 1)).offered) == ["mate", "new"]


def test_what_is_merely_encouraged_is_no_entitlement():
    found = answer(term("a", standing="encouraged"))
    assert (ids(found.offered), ids(found.encouraged)) == ([], ["a"])


def test_a_doctor_is_a_graduate_too_but_not_the_other_way_round():
    lines = term("own"), term("graduate", tier="graduate"), term("any", tier="any"), term("m", tier="master")
    assert ids(answer(*lines).offered) == ["own", "graduate", "any"]
    assert ids(answer(*lines, tier="graduate").offered) == ["graduate", "any"]
    assert tiers_for("employer") == ("employer",)


def test_a_city_without_a_line_for_the_tier_says_so():
    found = offer([term("a")], FIGURES, "phd", None, None, ("south", "north"))
    assert [city.city for city in found] == ["south", "north"]
    assert found[0].not_printed == (NotPrinted("tier"),)


def test_a_benefit_another_city_prints_is_named_as_not_printed_here():
    lines = term("a"), term("b", "G-50000", None, city="south", benefit_type="settling_in_grant")
    north, south = offer(lines, FIGURES, "phd", None, None, ("north", "south"))
    assert north.not_printed == (NotPrinted("benefit", None, "settling_in_grant"),)
    assert south.not_printed == (NotPrinted("benefit", None, "monthly_subsidy"),)


def test_money_for_agencies_employers_and_teams_is_never_the_persons():
    lines = (
        term("fee", "G-50000", None, benefit_type="agency_fee", recipient="intermediary"),
        term("team", "G-50000", None, benefit_type="award", recipient="team"),
        term("rent", "R-1500", "Y-3", benefit_type="rent_subsidy", recipient="intermediary"),
    )
    found = answer(*lines)
    assert {line.kind for line in found.offered} == {"not_to_person"}
    assert found.of_kind("one_off") == found.of_kind("housing") == ()


def test_alternatives_are_grouped_in_either_direction_and_never_summed():
    found = answer(
        term("a", not_stackable_with=("b",)), term("b"), term("c", not_stackable_with=("b",)), term("d")
    )
    assert found.alternatives == (("a", "b", "c"),)
    assert [line.total.value for line in found.offered] == [108_000] * 4


def test_an_alternative_not_in_force_makes_no_group():
    later = term("b", effective_from=date(2030, 1, 1))
    assert answer(term("a", not_stackable_with=("b",)), later).alternatives == ()


def test_every_benefit_type_has_a_kind():
    assert set(KIND_OF) == set(BENEFITS)
    assert set(KIND_OF.values()) == set(KINDS)


@pytest.mark.parametrize("months", [-1, 601])
def test_months_out_of_range_are_refused(months):
    with pytest.raises(TalentError, match="months_out_of_range"):
        answer(term("a"), months=months)


# Properties

rates = st.sampled_from([None, "R-3000", "R-2000", "R-1500", "R-RANGE", "R-MOST", "R-LEAST"])
durations = st.sampled_from([None, "Y-3", "Y-3-MOST", "Y-3-LEAST", "Y-2-3", "M-24"])
months_ = st.integers(0, 60)


@st.composite
def policies(draw):
    count = draw(st.integers(1, 6))
    names = [f"p{n}" for n in range(count)]
    return [
        term(
            name,
            draw(rates),
            draw(durations),
            city=draw(st.sampled_from(["north", "south"])),
            package=draw(st.sampled_from([NEW, Name("旧", "old package")])),
            benefit_type=draw(st.sampled_from(BENEFITS)),
            recipient=draw(st.sampled_from(["person", "team", "employer"])),
            standing=draw(st.sampled_from(["policy_term", "encouraged"])),
            effective_from=draw(st.none() | st.dates(date(2019, 1, 1), date(2025, 12, 31))),
            replaces=draw(st.none() | st.sampled_from(names).filter(lambda other, own=name: other != own)),
            not_stackable_with=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
        )
        for name in names
    ]


@given(rates, durations, months_, months_)
def test_a_longer_stay_is_never_paid_less(rate, duration, one, other):
    shorter, longer = sorted((one, other))
    few, many = (answer(term("a", rate, duration), months=m).offered[0].total for m in (shorter, longer))
    if few and many:
        assert few.value <= many.value
        assert (few.value_high or few.value) <= (many.value_high or many.value)


@given(policies(), months_ | st.none(), st.none() | st.dates(date(2019, 1, 1), date(2025, 12, 31)))
def test_no_number_is_made_of_more_than_one_printed_rate_and_its_duration(lines, months, arrives):
    by_id = {policy.policy_id: policy for policy in lines}
    for city in offer(lines, FIGURES, "phd", arrives, months, ("north", "south")):
        everything = (*city.offered, *city.encouraged, *city.not_yet, *city.ended, *city.superseded)
        own = [policy.policy_id for policy in lines if policy.city == city.city]
        assert sorted(ids(everything)) == sorted(own)
        for line in everything:
            printed = by_id[line.policy_id]
            cited = (printed.amount, printed.duration)
            for amount in filter(None, (line.amount, line.duration, line.months, line.total)):
                assert amount.statements
                assert set(amount.statements) <= set(cited)
            if line.total:
                assert line.total.statements == cited
                assert line.benefit_type in ("monthly_subsidy", "rent_subsidy")
                rate = FIGURES[printed.amount]
                assert line.total.value == rate.value * line.months.value


@given(policies(), st.dates(date(2019, 1, 1), date(2025, 12, 31)))
def test_nothing_later_than_the_arrival_and_nothing_encouraged_is_promised(lines, arrives):
    for city in offer(lines, FIGURES, "phd", arrives, 36, ("north", "south")):
        for line in city.offered:
            assert line.status in ("in_force", "undated")
            start = line.effective_from
            assert start is None or (start.year, start.month) <= (arrives.year, arrives.month)
