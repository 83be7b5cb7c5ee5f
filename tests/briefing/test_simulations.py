"""A what-if in sentences: every number of the pictures once, in words that were read and approved."""

from functools import cache
from pathlib import Path

import pytest

from talent.briefing.prose.simulations import sentences
from talent.charts.model_picture import Fan, ModelPicture, Tornado
from talent.i18n import LANGUAGES
from talent.what_if.pictures import cost, fan, recipients, tornado
from talent.what_if.scenario import Assumptions, Cap
from tests.what_if.studies import ASSUMED, RATES, exactly, scenario, study

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "two runs": {},
    "one run": {"reform": RATES},
    "a cap": {"cap": Cap(150_000_000, "arrears")},
    "many years": {"years": 14},
}


@cache
def pictures(case: str, language: str) -> tuple[ModelPicture, ...]:
    found = study(scenario(**{"assumptions": ASSUMED} | CASES[case]))
    return tuple(draw(found, language) for draw in (cost, recipients, fan, tornado))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_what_if_in_words_is_what_was_read_and_approved(language):
    said = "\n\n".join("\n".join(sentences(one)) for one in pictures("two runs", language)) + "\n"
    assert said == (GOLDEN / f"simulated-{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_value_of_the_tables_is_said(case, language):
    for picture in pictures(case, language):
        said = " ".join(sentences(picture))
        for panel, table in zip(picture.panels, picture.tables, strict=True):
            still = (
                {sway.label for sway in panel.sways if sway.still} if isinstance(panel, Tornado) else set()
            )
            rows = [] if getattr(panel, "nothing", "") else [row for row in table.rows if row[0] not in still]
            # By year of arrival persons are told by how long ago they came.
            width = 2 if picture.kind == "recipients" else None
            assert all(cell in said for row in rows for cell in row[1:width])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_ends_once_and_neither_warning_nor_lead_is_said_again(language):
    for case in CASES:
        for picture in pictures(case, language):
            said = sentences(picture)
            stop = {"zh": "。", "en": "."}[language]
            assert said and all(one.endswith(stop) and not one.endswith(stop * 2) for one in said)
            assert not {picture.sentence, *picture.lead} & set(said)


def test_a_band_without_width_is_one_number_and_no_range():
    sure = Assumptions(exactly(0.1), exactly(0), exactly(0.18), exactly(0.05), exactly(1), draws=100)
    picture = fan(study(scenario(assumptions=sure)), "en")
    assert isinstance(picture.panels[0], Fan)
    assert not any("between" in one or "in ten" in one for one in sentences(picture))


def test_what_moves_a_result_and_the_mark_of_a_changed_assumption_stand_together():
    said = " ".join(sentences(pictures("two runs", "zh")[3]))
    assert "到期流失（用户已改）由" in said
    assert "秩相关" in said and "P10取值" not in said
