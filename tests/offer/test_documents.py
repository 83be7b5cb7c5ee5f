"""The offers of the shipped data: what the documents print for known people."""

from datetime import date

import pytest

from talent import queries, warehouse
from talent.offer import offer


@pytest.fixture(scope="module")
def offers():
    store = warehouse.locate()
    catalogue = store.catalogue
    statements = {reading.statement_id: reading for reading in queries.readings(store)}

    def ask(tier, arrives=date(2023, 7, 1), months=36):
        answers = offer(
            catalogue.policies.values(), statements, tier, arrives, months, tuple(catalogue.cities)
        )
        return {answer.city: answer for answer in answers}

    return ask


@pytest.mark.parametrize(
    ("tier", "total"), [("phd", 108_000), ("master", 72_000), ("bachelor", 54_000), ("technician", 54_000)]
)
def test_harbin_pays_what_the_press_conference_prints(offers, tier, total):
    lines = {line.policy_id: line for line in offers(tier)["harbin"].of_kind("monthly")}
    assert lines[f"harbin-2023-living-{tier}"].total.value == total


def test_harbin_pays_nothing_of_it_before_the_tenth_of_march(offers):
    harbin = offers("master", date(2023, 2, 1))["harbin"]
    assert not [line for line in harbin.offered if line.policy_id.startswith("harbin-2023")]
    assert "harbin-2023-living-master" in [line.policy_id for line in harbin.not_yet]


def test_the_two_living_subsidies_of_a_doctor_in_harbin_are_alternatives(offers):
    groups = offers("phd")["harbin"].alternatives
    assert any({"harbin-2023-living-phd", "harbin-2023-living-phd-brought-in"} <= set(g) for g in groups)


def test_a_county_floor_in_dezhou_is_no_entitlement(offers):
    dezhou = offers("bachelor")["dezhou"]
    assert [line.policy_id for line in dezhou.encouraged] == ["dezhou-encouraged-living-bachelor"]
    assert not dezhou.of_kind("monthly")


def test_every_number_offered_leads_to_a_statement_of_its_city(offers):
    codes = {"harbin": "HRB", "daqing": "DQ", "dezhou": "DZ", "changchun": "CC"}
    for tier in ("phd", "master", "bachelor", "technician", "skilled", "class_a_b", "employer", "team"):
        for city, found in offers(tier, None, None).items():
            for line in found.offered:
                for amount in filter(None, (line.amount, line.duration, line.total)):
                    assert all(code.startswith(f"{codes[city]}-") for code in amount.statements)
