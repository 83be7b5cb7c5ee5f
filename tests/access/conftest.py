"""A machine where nobody may write yet, no session lasts, and the clock stands still until it is moved."""

from collections.abc import Callable

import pytest

from talent import access

# The hash of "correct horse battery" at the lowest cost that is accepted.
STORED = (
    "scrypt$16384$8$1$000102030405060708090a0b0c0d0e0f$"
    "e96ec6ba8c63a23698220f37c7fc042925d430c7feadec9ceb04af03cabb9f2f"
)


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    for name in ("TALENT_LOCAL_ANALYST", "TALENT_PUBLIC_URL", access.HASH):
        monkeypatch.delenv(name, raising=False)
    # A third of what a hash costs in earnest.
    monkeypatch.setattr(access, "_LANES", 1)
    access._sessions.clear()
    access._failures.clear()


@pytest.fixture
def later(monkeypatch) -> Callable[[float], None]:
    """`later(seconds)` moves the clock of sessions and failures."""
    now = [1000.0]
    monkeypatch.setattr(access, "_now", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


@pytest.fixture
def passphrase(monkeypatch) -> str:
    """The passphrase that is set on this machine."""
    monkeypatch.setenv(access.HASH, STORED)
    return "correct horse battery"
