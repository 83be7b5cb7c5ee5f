"""The command `briefing` as other programs call it: what it reads, where it writes, what it says beside."""

import json
import subprocess
import sys

from talent.warehouse import ROOT
from tests.cli.running import here

DRAWN = {"view": "/compare?v=1&indicator=high_tech_firms", "data": "0000dead", "shown": []}
LOST = {"view": "/compare?v=1&indicator=no_such", "data": "0000dead", "shown": []}


def kept(folder, *items, language="zh"):
    path = folder / "b.json"
    text = {"v": 1, "title": "简报", "language": language, "template": "report", "items": items}
    path.write_text(json.dumps(text), encoding="utf-8")
    return str(path)


def test_a_briefing_is_read_from_a_file_wherever_it_lies(tmp_path):
    done = here("briefing", kept(tmp_path, DRAWN), "--format", "txt", "--out", "-")
    assert done.status == 0
    assert done.text.startswith("简报\n")


def test_what_is_said_of_a_briefing_is_in_the_language_of_whoever_runs_the_command(tmp_path):
    done = here("briefing", kept(tmp_path, DRAWN, LOST), "--format", "txt", "--out", "-")
    assert "cannot be drawn any more: 2." in done.messages
    done = here(
        "briefing", kept(tmp_path, LOST, language="en"), "--format", "txt", "--out", "-", locale="zh_CN.UTF-8"
    )
    assert "简报中有1张图" in done.messages and "this picture can no longer" in done.text


def test_names_that_no_file_has_are_refused_in_a_sentence(tmp_path):
    absent = here("briefing", str(tmp_path / "none.json"), "--out", "x.txt")
    assert (absent.status, "no file" in absent.messages) == (1, True)
    long = here("briefing", "x" * 300 + ".json", "--out", "x.txt")
    assert (long.status, "cannot be read" in long.messages) == (1, True)


def test_a_briefing_without_pictures_gives_no_picture_and_says_so(tmp_path):
    done = here("briefing", kept(tmp_path), "--format", "png", "--out", str(tmp_path / "x.png"))
    assert (done.status, "no picture" in done.messages) == (1, True)
    assert not list(tmp_path.glob("*.png"))


def test_signs_that_steer_a_screen_are_never_repeated():
    for link in ("/compare?data=%1b%5b31mRED%0aFAKE&n=00000000", "/compare?batch=%1b%5b31m", "/%1b?v=%1b"):
        done = here("briefing", link, "--out", "x.txt")
        assert done.status == 1
        assert "\x1b" not in done.messages and done.messages.count("\n") == 1


def test_a_closed_standard_output_is_told():
    for command in (
        ["briefing", "/compare?indicator=gdp", "--format", "txt"],
        ["export", "sources", "--format", "csv"],
    ):
        shell = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "talent", *command, "--out", "-"]
        done = subprocess.run(shell, cwd=ROOT, stderr=subprocess.PIPE, check=False, timeout=120)
        assert done.returncode == 3
        assert b"Traceback" not in done.stderr and done.stderr.count(b"\n") == 1


def test_a_size_for_a_format_without_one_is_refused_with_those_that_have_one(tmp_path):
    out = tmp_path / "x.txt"
    done = here(
        "briefing", "/compare?indicator=gdp", "--format", "txt", "--size", "1080x1350", "--out", str(out)
    )
    assert (done.status, out.exists()) == (2, False)
    assert "png, svg" in done.messages


def test_a_folder_that_is_not_there_is_named_with_the_path_as_typed():
    done = here("briefing", "/compare?indicator=gdp", "--out", "no/such/x.png")
    assert done.status == 3
    assert all(said in done.messages for said in ("no/such/x.png", "folder no/such.", "such as x.png"))


def test_how_many_pictures_are_written_is_told_before_their_names(tmp_path):
    done = here("briefing", kept(tmp_path, DRAWN, DRAWN), "--format", "svg", "--out", str(tmp_path / "x.svg"))
    count = len(list(tmp_path.glob("x-*.svg")))
    assert count > 1
    assert f"{count} pictures" in done.messages.split("Written to")[0]
