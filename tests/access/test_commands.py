"""`passphrase` prints a hash and nothing else, no server trusts strangers, `doctor` tells who may write."""

import io
import os
import runpy
import subprocess
import sys

import pytest

from talent import access, doctor, serving
from talent.cli import main
from talent.errors import TalentError
from tests.access.conftest import STORED
from tests.house.trees import ROOT

TYPED = "口令口令口令 horse"


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def piped(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="ascii")


def opens(printed: str, passphrase: str, monkeypatch) -> bool:
    """Whether what was printed, set as it is told, lets this passphrase in."""
    monkeypatch.setenv(access.HASH, printed.removesuffix("\n"))
    return access.recognised(access.sign_in(passphrase, "Li Ming", "10.0.0.1")) is not None


@pytest.mark.parametrize("end", (b"\n", b"\r\n", b"", b"\nsecond line\n"))
def test_one_line_of_standard_input_becomes_a_hash(monkeypatch, capsys, end):
    monkeypatch.setattr(sys, "stdin", piped(TYPED.encode() + end))
    assert main(["passphrase"]) == 0
    output, messages = capsys.readouterr()
    assert messages == ""
    assert opens(output, TYPED, monkeypatch)


def test_a_terminal_is_asked_twice_without_showing_it(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO()))
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or TYPED)
    assert main(["passphrase"]) == 0
    assert len(asked) == 2
    assert opens(capsys.readouterr().out, TYPED, monkeypatch)


@pytest.mark.parametrize("language", ("zh_CN.UTF-8", "en_US.UTF-8"))
@pytest.mark.parametrize(
    ("typed", "key"), (((TYPED, TYPED[:-1]), "differ"), (("Geheimnis12",) * 2, "bad_length"))
)
def test_what_cannot_be_used_is_refused_without_repeating_it(monkeypatch, capsys, typed, key, language):
    monkeypatch.setenv("LC_ALL", language)
    answers = iter(typed)
    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO()))
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    assert main(["passphrase"]) == 1
    output, messages = capsys.readouterr()
    assert output == "" and messages.strip()
    assert not [word for word in typed if word in messages]
    assert ("12" in messages) == (key == "bad_length")


@pytest.mark.parametrize(
    "content", (b"", b"\n", b"short\n", "口令口令口令".encode(), "口令口令口令口令口令口令".encode("gbk"))
)
def test_standard_input_that_is_no_passphrase_is_refused(content):
    """As a process, so that what a crash would print is seen too."""
    done = subprocess.run(
        [sys.executable, "-m", "talent", "passphrase"],
        cwd=ROOT,
        input=content,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr
    assert not content.strip() or content.strip() not in done.stderr


def test_a_passphrase_is_no_argument(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["passphrase", TYPED])
    assert stopped.value.code == 2


@pytest.mark.parametrize("host", ("0.0.0.0", "::", "10.0.0.1", "talent.example.org", ""))
def test_a_local_analyst_is_refused_where_others_reach(host):
    with pytest.raises(TalentError) as error:
        serving.serve(host, 8501, local_analyst=True)
    assert error.value.key == "serve.not_local"


def started(monkeypatch, **options) -> dict[str, str]:
    """The environment the server would be started with."""

    class Started(Exception):
        pass

    def execve(path, command, environment):
        raise Started(environment)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(serving, "_try_address", lambda host, port: None)
    with pytest.raises(Started) as start:
        serving.serve(**options)
    return start.value.args[0]


def test_only_the_option_makes_a_local_analyst(monkeypatch):
    monkeypatch.setenv("TALENT_LOCAL_ANALYST", "1")
    assert "TALENT_LOCAL_ANALYST" not in started(monkeypatch)
    assert "TALENT_LOCAL_ANALYST" not in started(monkeypatch, host="0.0.0.0")
    assert started(monkeypatch, local_analyst=True)["TALENT_LOCAL_ANALYST"] == "1"


def test_a_malformed_hash_stops_the_start(monkeypatch):
    monkeypatch.setenv(access.HASH, "'scrypt")
    with pytest.raises(TalentError) as error:
        started(monkeypatch)
    assert error.value.key == "access.bad_hash"


@pytest.mark.parametrize(
    ("host", "public", "kept"),
    (
        ("127.0.0.1", "", True),
        ("localhost", "", True),
        ("::1", "", True),
        ("0.0.0.0", "", False),
        ("10.0.0.1", "", False),
        ("127.0.0.1", "https://talent.example.org", False),
    ),
)
def test_a_server_started_by_itself_trusts_nobody_from_outside(monkeypatch, host, public, kept):
    """`server.py` as it runs, up to the moment it would listen."""
    import streamlit as st

    seen = []
    monkeypatch.setenv("TALENT_LOCAL_ANALYST", "1")
    if public:
        monkeypatch.setenv("TALENT_PUBLIC_URL", public)
    monkeypatch.setattr(sys, "argv", ["server.py", host, "8501"])
    monkeypatch.setattr(
        st.App, "run", lambda self, config: seen.append(os.environ.get("TALENT_LOCAL_ANALYST"))
    )
    runpy.run_path(str(ROOT / "server.py"), run_name="__main__")
    assert seen == (["1"] if kept else [None])


@pytest.mark.parametrize(
    ("said", "word", "key"),
    ((None, "optional", "no_passphrase"), (STORED, "ok", "passphrase"), ("nonsense", "missing", "bad_hash")),
)
@pytest.mark.parametrize("language", ("zh", "en"))
def test_doctor_tells_who_may_write(monkeypatch, said, word, key, language):
    from talent.i18n import text

    if said:
        monkeypatch.setenv(access.HASH, said)
    found = [doctor.Finding(word, text(f"doctor.{k}", language, **f)) for word, k, f in doctor._writers()]
    command, page = found
    assert command == doctor.Finding("ok", text("doctor.access.command", language, user=access.os_user()))
    assert page == doctor.Finding(word, text(f"doctor.access.{key}", language, variable=access.HASH))
    assert set(found) <= set(doctor.examine(language))
    assert "nonsense" not in page.detail and STORED not in page.detail
