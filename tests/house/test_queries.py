"""Every query keeps its contract: a first line that says what it answers, then params, columns, grain."""

import re

import pytest

from tests.house.trees import files, name

HEADED = [path for kind in ("reads", "views", "rules", "staging") for path in files(f"queries/{kind}/*.sql")]
LABELS = ("params", "columns", "grain")


def header(path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    ends = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    return [line.removeprefix("--").strip() for line in lines[:ends]]


@pytest.mark.parametrize("path", files("queries/**/*.sql"), ids=name)
def test_the_first_line_says_what_it_answers(path):
    first = header(path)[:1]
    assert first
    assert len(first[0].split()) >= 4
    assert not re.match(rf"({'|'.join(LABELS)}):", first[0])


@pytest.mark.parametrize("path", HEADED, ids=name)
def test_the_header_names_params_columns_and_grain(path):
    found = [line.split(":")[0] for line in header(path) if re.match(rf"({'|'.join(LABELS)}):", line)]
    wanted = list(LABELS) if path.parent.name == "reads" else [one for one in LABELS if one != "params"]
    assert [one for one in found if one in wanted] == wanted


@pytest.mark.parametrize("path", files("queries/reads/*.sql"), ids=name)
def test_the_params_of_the_header_are_those_of_the_query(path):
    text = " ".join(header(path))
    told = text.split("params:", 1)[1].split("columns:")[0] if "params:" in text else ""
    body = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    used = set(re.findall(r"\$([a-z_]+)", body))
    named = set(re.findall(r"\$?\b([a-z_]+)\b", told))
    assert used <= named, f"not in the header: {used - named}"
    if not used:
        assert re.search(r"\b(none|no)\b|—|-\s*$", told) or not told.strip()


def test_no_query_is_a_template():
    for path in files("queries/**/*.sql"):
        assert not re.search(r"\{\{|\{%|%\(", path.read_text(encoding="utf-8")), name(path)


def test_every_rule_is_named_for_a_code_and_run_before_or_after_rows_are_compared():
    from talent import queries
    from talent.uploads.findings import CODES

    assert queries.rules()
    assert {CODES[rule.partition("_")[2]] for rule in queries.rules()} == {"error", "warning"}


def test_every_read_is_asked_somewhere():
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in [*files("pages/**/*.py"), *files("talent/**/*.py")]
    )
    reads = files("queries/reads/*.sql")
    assert reads
    assert [path.stem for path in reads if f'"{path.stem}"' not in code] == []
