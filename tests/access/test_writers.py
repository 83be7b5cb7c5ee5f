"""Role by right: who is recognised, who is refused, and what ends a right that was given."""

import ast
import hmac

import pytest

from talent import access
from talent.access import Actor, Command, Token, Visit
from talent.errors import TalentError
from tests.access.conftest import STORED
from tests.house.trees import SCREEN, calls, name

LOCAL = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
PROXIES = (
    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-Ip",
    "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip",
)  # fmt: skip


def refused(key: str, ask, *given) -> dict:
    """What is said of a refusal, which must be this one."""
    with pytest.raises(TalentError) as error:
        ask(*given)
    assert error.value.key == key
    return error.value.fields


@pytest.fixture
def local(monkeypatch) -> Visit:
    """Whoever sits at this machine, started as `run.py` starts it."""
    monkeypatch.setenv("TALENT_LOCAL_ANALYST", "1")
    return access.visit("127.0.0.1", LOCAL)


def test_without_a_right_nobody_writes(monkeypatch):
    shown = (
        None,
        Token("guessed"),
        access.visit("127.0.0.1", LOCAL),
        access.visit(None, {}),
        Actor("Li Ming", "passphrase"),
        "Li Ming",
        True,
    )
    for one in shown:
        refused("access.denied", access.writer, one)
        assert access.recognised(one) is None
    refused("access.denied", access.sign_in, "correct horse battery", "Li Ming", "10.0.0.1")


def test_whoever_sits_at_the_machine_writes_under_the_name_of_its_user(local, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "liming")
    assert access.writer(local) == Actor("liming", "local", "liming")


@pytest.mark.parametrize("host", ("localhost:8501", "LOCALHOST", "127.0.0.1", "[::1]:8501"))
def test_every_name_of_this_machine_is_local(local, host):
    assert access.recognised(access.visit("::1", {"Host": host, "Origin": f"http://{host}"}))
    assert access.recognised(access.visit("localhost", {"host": host}))


@pytest.mark.parametrize("header", PROXIES)
def test_a_proxied_request_on_loopback_is_not_local(local, header):
    for written in (header, header.lower(), header.upper()):
        refused("access.denied", access.writer, access.visit("127.0.0.1", LOCAL | {written: ""}))


@pytest.mark.parametrize(
    "host",
    (
        "", "attacker.example", "attacker.example:8501", "10.0.0.1:8501", "127.0.0.1.attacker.example",
        "user@localhost", "localhost:8501:1", "localhost:", "[::1", "localhost\n", "127.0.0.2", "0.0.0.0",
        "localhost.",
    ),
)  # fmt: skip
def test_a_name_that_is_not_this_machines_own_is_not_local(local, host):
    assert access.recognised(access.visit("127.0.0.1", {"Host": host})) is None


@pytest.mark.parametrize(
    "origin", ("http://127.0.0.1:3000", "http://attacker.example", "null", "https://talent")
)
def test_another_page_on_this_machine_is_not_local(local, origin):
    assert access.recognised(access.visit("127.0.0.1", LOCAL | {"Origin": origin})) is None


@pytest.mark.parametrize("bound", (None, "", "0.0.0.0", "::", "10.0.0.1", "talent.example.org"))
def test_a_server_others_can_reach_has_no_local_analyst(local, bound):
    assert access.recognised(access.visit(bound, LOCAL)) is None


def test_the_local_right_ends_with_what_it_rests_on(local, monkeypatch):
    monkeypatch.setenv("TALENT_PUBLIC_URL", "https://talent.example.org")
    refused("access.denied", access.writer, local)
    monkeypatch.delenv("TALENT_PUBLIC_URL")
    assert access.writer(local)
    for value in ("0", "", "true"):
        monkeypatch.setenv("TALENT_LOCAL_ANALYST", value)
        refused("access.denied", access.writer, local)


def test_whoever_knows_the_passphrase_writes_under_the_name_given(passphrase):
    token = access.sign_in(passphrase, " 李明 ", "10.0.0.1")
    assert access.writer(token) == Actor("李明", "passphrase")
    assert token.secret not in repr(token)
    assert token.secret not in repr(access._sessions)


def test_every_session_has_a_token_of_its_own(passphrase):
    one, other = (access.sign_in(passphrase, who, "10.0.0.1") for who in ("Li", "Wang"))
    access.sign_out(one)
    refused("access.denied", access.writer, one)
    assert access.writer(other).name == "Wang"


def test_a_session_ends_after_an_hour_without_use(passphrase, later):
    token = access.sign_in(passphrase, "Li Ming", "10.0.0.1")
    for _ in range(3):
        later(access.IDLE - 1)
        assert access.writer(token)
    later(access.IDLE)
    refused("access.denied", access.writer, token)


def test_a_session_ends_after_twelve_hours_of_use(passphrase, later):
    token = access.sign_in(passphrase, "Li Ming", "10.0.0.1")
    for _ in range(23):
        later(access.LIFE / 24)
        assert access.writer(token)
    later(access.LIFE / 24)
    refused("access.denied", access.writer, token)


def test_what_is_over_is_forgotten(passphrase, later):
    access.sign_in(passphrase, "Li Ming", "10.0.0.1")
    later(access.IDLE)
    access.sign_in(passphrase, "Wang Fang", "10.0.0.1")
    assert len(access._sessions) == 1


@pytest.mark.parametrize("now_set", (STORED.replace("0f$", "1f$"), "", "nonsense", None))
def test_another_passphrase_ends_every_session(passphrase, monkeypatch, now_set):
    token = access.sign_in(passphrase, "Li Ming", "10.0.0.1")
    monkeypatch.delenv(access.HASH) if now_set is None else monkeypatch.setenv(access.HASH, now_set)
    refused("access.denied", access.writer, token)


def test_a_command_writes_under_the_name_given_beside_the_machines_user(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "ming")
    assert access.writer(access.by_command("Li Ming")) == Actor("Li Ming", "command", "ming")
    refused("access.bad_name", access.writer, Command("<b>Li</b>"))


def test_no_page_claims_to_be_a_command():
    for path in SCREEN:
        assert not [word for word, _ in calls(path) if word.split(".")[-1] in ("by_command", "Command")], (
            name(path)
        )
        assert "access.Command" not in ast.unparse(ast.parse(path.read_text(encoding="utf-8")))


def test_a_machine_user_without_a_name_is_told_by_number(monkeypatch):
    for trouble in (KeyError("uid"), ImportError("pwd"), OSError("none")):

        def nameless(trouble=trouble):
            raise trouble

        monkeypatch.setattr("getpass.getuser", nameless)
        assert access.os_user().startswith("uid ")
    monkeypatch.setattr("getpass.getuser", lambda: "\x1b[31mroot")
    assert access.os_user().startswith("uid ")


@pytest.mark.parametrize("good", ("李", "Li Ming", "Zoë O'Neill (audit)", "x" * 60, "𠮷野家"))
def test_names_people_have_are_taken(good):
    assert access.person(f" {good} ") == good


@pytest.mark.parametrize(
    "bad",
    (
        "", "  ", "x" * 61, "Li\nMing", "Li\tMing", "Li\x00", "Li\x1b[2J", "Li\u202egniM", "Li\u200bMing",
        "Li\u2066M", "<b>Li</b>", "Li>", "Li\u2028Ming", "Li\ufeffMing", "\ud800",
    ),
)  # fmt: skip
def test_names_that_hide_or_mark_up_are_refused(bad, passphrase):
    refused("access.bad_name", access.by_command, bad)
    assert (
        bad not in str(refused("access.bad_name", access.sign_in, passphrase, bad, "10.0.0.1"))
        or not bad.strip()
    )


def test_a_passphrase_in_place_of_the_name_is_not_recorded(passphrase):
    fields = refused("access.bad_name", access.sign_in, passphrase, f"{passphrase} ", "10.0.0.1")
    assert passphrase not in str(fields)
    assert access._sessions == {}


def test_a_passphrase_is_compared_in_constant_time(passphrase, monkeypatch):
    seen = []
    compare = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: seen.append((a, b)) or compare(a, b))
    refused("access.wrong", access.sign_in, "correct horse batterx", "Li Ming", "10.0.0.1")
    access.sign_in(passphrase, "Li Ming", "10.0.0.1")
    assert [one == other for one, other in seen] == [False, True]
    assert all(other.hex() == STORED.rsplit("$", 1)[1] for _, other in seen)


def test_only_the_whole_passphrase_opens(passphrase):
    near = (passphrase[:-1], f"{passphrase}x", passphrase.title(), "", STORED)
    for client, wrong in enumerate(near):
        refused("access.wrong", access.sign_in, wrong, "Li Ming", str(client))
    refused("access.wrong", access.sign_in, passphrase.ljust(5_000_000), "Li Ming", "long")


def test_a_character_composed_by_another_keyboard_is_the_same(monkeypatch):
    monkeypatch.setenv(access.HASH, access.passphrase_hash("Zürich am Zürichsee"))
    assert access.sign_in("Zu\u0308rich am Zu\u0308richsee", "Li Ming", "10.0.0.1")


@pytest.mark.parametrize("length", (0, 11, 1001))
def test_a_short_or_endless_passphrase_gets_no_hash(length):
    refused("access.bad_length", access.passphrase_hash, "口" * length)


def test_no_two_hashes_of_a_passphrase_are_alike(monkeypatch):
    one, other = (access.passphrase_hash("口令口令口令口令口令口令") for _ in range(2))
    assert one != other
    monkeypatch.setenv(access.HASH, other)
    assert access.sign_in("口令口令口令口令口令口令", "Li Ming", "10.0.0.1")


MALFORMED = (
    "correct horse battery",
    "scrypt",
    f"'{STORED}'",
    f"{STORED} ",
    STORED[:-1],
    f"{STORED}0",
    STORED.replace("16384", "2"),
    STORED.replace("16384", "1073741824"),
    STORED.replace("$8$", "$9$"),
    STORED.replace("$1$", "$0$"),
    STORED.replace("$1$", "$17$"),
    STORED.replace("scrypt", "SCRYPT"),
    STORED.replace("$", ""),
    STORED.replace("$", "$$"),
    STORED.upper(),
)


@pytest.mark.parametrize("said", MALFORMED)
def test_a_malformed_hash_lets_nobody_in_and_says_so(said, monkeypatch):
    monkeypatch.setenv(access.HASH, said)
    fields = refused("access.bad_hash", access.sign_in, "correct horse battery", "Li Ming", "10.0.0.1")
    assert refused("access.bad_hash", access.has_passphrase) == fields == {"variable": access.HASH}
    assert access._sessions == {}


def test_five_wrong_passphrases_make_one_client_wait(passphrase, later):
    for _ in range(access.FOR_ONE):
        refused("access.wrong", access.sign_in, "wrong", "Li Ming", "10.0.0.1")
        later(60)
    # The oldest of the five is 300 seconds old: 300 of 600 seconds are left.
    assert refused("access.wait", access.sign_in, passphrase, "Li Ming", "10.0.0.1") == {"minutes": 5}
    assert access.sign_in(passphrase, "Wang Fang", "10.0.0.2")
    later(299)
    assert refused("access.wait", access.sign_in, passphrase, "Li Ming", "10.0.0.1") == {"minutes": 1}
    later(1)
    assert access.sign_in(passphrase, "Li Ming", "10.0.0.1")


def test_waiting_is_not_made_longer_by_trying(passphrase, later):
    for _ in range(access.FOR_ONE):
        refused("access.wrong", access.sign_in, "wrong", "Li Ming", "10.0.0.1")
    for _ in range(50):
        refused("access.wait", access.sign_in, "wrong", "Li Ming", "10.0.0.1")
    later(access.WINDOW)
    assert access.sign_in(passphrase, "Li Ming", "10.0.0.1")


def test_twenty_wrong_passphrases_make_everybody_wait(passphrase, later):
    for client in range(access.FOR_ALL):
        refused("access.wrong", access.sign_in, "wrong", "Li Ming", f"10.0.0.{client}")
    refused("access.wait", access.sign_in, passphrase, "Li Ming", "10.9.9.9")
    later(access.WINDOW)
    assert access.sign_in(passphrase, "Li Ming", "10.9.9.9")


def test_the_right_passphrase_clears_ones_own_count_and_no_others(passphrase):
    for client in ("10.0.0.1", "10.0.0.2"):
        for _ in range(access.FOR_ONE - 1):
            refused("access.wrong", access.sign_in, "wrong", "Li Ming", client)
    access.sign_in(passphrase, "Li Ming", "10.0.0.1")
    refused("access.wrong", access.sign_in, "wrong", "Li Ming", "10.0.0.1")
    refused("access.wrong", access.sign_in, "wrong", "Li Ming", "10.0.0.2")
    refused("access.wait", access.sign_in, passphrase, "Li Ming", "10.0.0.2")


def test_guesses_made_together_do_not_pass_the_count(passphrase):
    from concurrent.futures import ThreadPoolExecutor

    def guess(_):
        with pytest.raises(TalentError) as error:
            access.sign_in("wrong", "Li Ming", "10.0.0.1")
        return error.value.key

    with ThreadPoolExecutor(12) as pool:
        keys = list(pool.map(guess, range(12)))
    assert (keys.count("access.wrong"), keys.count("access.wait")) == (access.FOR_ONE, 7)
