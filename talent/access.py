"""Who may write: asked anew at every write, denied unless a right is shown.

Three rights: whoever sits at a machine that serves itself alone (`local`), whoever knows the passphrase
(`passphrase`), whoever runs a command on the machine that holds the ledger (`command`). What is shown for a
right is a `Visit`, a `Token` or a `Command`; `writer` makes an `Actor` of it, or refuses.
"""

import getpass
import hashlib
import hmac
import math
import os
import re
import secrets
import threading
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from talent.errors import TalentError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HASH = "TALENT_ANALYST_PASSPHRASE_HASH"
LONGEST_NAME = 60
# Characters of a passphrase.
LEAST, MOST = 12, 1000
# Seconds a sign-in lasts at most, and without use.
LIFE, IDLE = 12 * 3600, 3600
# Wrong passphrases within so many seconds: from one client, from all together.
WINDOW, FOR_ONE, FOR_ALL = 600, 5, 20
# What scrypt costs: 32 MB of memory three times over, about a fifth of a second.
_COST, _BLOCK, _LANES, _MEMORY = 2**15, 8, 3, 2**28
_STORED = re.compile(r"scrypt\$(16384|32768|65536|131072)\$8\$([1-9]|1[0-6])\$([0-9a-f]{32})\$([0-9a-f]{64})")
_LOCAL_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?", re.IGNORECASE)
# What proxies add; one of them comes from loopback too, and speaks for anybody.
_OF_PROXIES = ("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip")


@dataclass(frozen=True)
class Actor:
    """Who writes, by which right (local, passphrase, command), as which user of this machine ("" = none)."""

    name: str
    how: str
    os_user: str = ""


@dataclass(frozen=True)
class Visit:
    """How a browser reached the server: address it is bound to, Host and Origin asked for, proxy between."""

    bound: str
    host: str
    origin: str
    proxied: bool


@dataclass(frozen=True)
class Token:
    """What `sign_in` hands out; good in this process only."""

    secret: str = field(repr=False)


@dataclass(frozen=True)
class Command:
    """Whoever runs a command names themselves; the machine's own rights keep others away."""

    name: str


Credential = Visit | Token | Command


@dataclass
class _Session:
    actor: Actor
    stored: str
    began: float
    seen: float


@dataclass(frozen=True)
class _Stored:
    """A passphrase's hash, taken apart."""

    cost: int
    lanes: int
    salt: bytes
    digest: bytes


_sessions: dict[str, _Session] = {}
_failures: list[tuple[float, str]] = []
_one_guess_at_a_time = threading.Lock()


def writer(credential: Credential | None) -> Actor:
    """Who writes, looked at again at this moment; every function that writes asks this first.

    Raises TalentError `access.denied` where no right is shown, or none any more.
    """
    actor = recognised(credential)
    if actor is None:
        raise TalentError("access.denied")
    return actor


def recognised(credential: Credential | None) -> Actor | None:
    """Who a credential stands for now; None where it gives no right."""
    match credential:
        case Visit() if _is_local(credential):
            user = os_user()
            return Actor(user, "local", user)
        case Token():
            return _signed_in(credential)
        case Command():
            return Actor(person(credential.name), "command", os_user())
    return None


def by_command(name: str) -> Command:
    """The credential of a command run on this machine; TalentError `access.bad_name`."""
    return Command(person(name))


def visit(bound: str | None, headers: Mapping[str, str]) -> Visit:
    """The credential of a browser, from the server's address and the headers of its request."""
    found = {name.lower(): value for name, value in headers.items()}
    proxied = any(name in _OF_PROXIES or name.startswith(("x-forwarded-", "cf-")) for name in found)
    return Visit(bound or "", found.get("host", ""), found.get("origin", ""), proxied)


def _is_local(shown: Visit) -> bool:
    """Whether this machine serves itself alone and was asked by its own name, by its own page."""
    return (
        os.environ.get("TALENT_LOCAL_ANALYST") == "1"
        and not os.environ.get("TALENT_PUBLIC_URL")
        and shown.bound in LOOPBACK
        and _LOCAL_HOST.fullmatch(shown.host) is not None
        and shown.origin in ("", f"http://{shown.host}")
        and not shown.proxied
    )


def os_user() -> str:
    """The operating system's name for whoever runs this process."""
    try:
        return person(getpass.getuser())
    except (KeyError, ImportError, OSError, TalentError):
        # A container may run under a number without a name.
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def person(name: str) -> str:
    """A name fit to be recorded and shown, without outer blanks; TalentError `access.bad_name`."""
    known = unicodedata.normalize("NFC", name.strip())
    hidden = any(unicodedata.category(sign)[0] == "C" or sign in "<>\u2028\u2029" for sign in known)
    if hidden or not 0 < len(known) <= LONGEST_NAME:
        raise TalentError("access.bad_name", most=LONGEST_NAME)
    return known


# The passphrase


def passphrase_hash(passphrase: str) -> str:
    """What TALENT_ANALYST_PASSPHRASE_HASH holds for a passphrase; TalentError `access.bad_length`."""
    if not LEAST <= len(passphrase) <= MOST:
        raise TalentError("access.bad_length", least=LEAST, most=MOST)
    salt = secrets.token_bytes(16)
    digest = _digest(passphrase, _COST, _LANES, salt)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${digest.hex()}"


def _digest(passphrase: str, cost: int, lanes: int, salt: bytes) -> bytes:
    # Keyboards differ in how they compose a character.
    words = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=cost, r=_BLOCK, p=lanes, maxmem=_MEMORY, dklen=32)


def has_passphrase() -> bool:
    """Whether analysts can sign in; TalentError `access.bad_hash` where what is set is no hash."""
    return _stored() is not None


def _stored() -> _Stored | None:
    said = os.environ.get(HASH)
    if not said:
        return None
    parts = _STORED.fullmatch(said)
    if parts is None:
        raise TalentError("access.bad_hash", variable=HASH)
    cost, lanes, salt, digest = parts.groups()
    return _Stored(int(cost), int(lanes), bytes.fromhex(salt), bytes.fromhex(digest))


def _matches(passphrase: str, stored: _Stored) -> bool:
    tried = _digest(passphrase[: MOST + 1], stored.cost, stored.lanes, stored.salt)
    return hmac.compare_digest(tried, stored.digest)


def sign_in(passphrase: str, name: str, client: str) -> Token:
    """A token for whoever knows the passphrase; `client` tells apart those who try.

    Raises TalentError `access.bad_name`, `access.bad_hash`, `access.denied` where no passphrase is set,
    `access.wrong`, and `access.wait` after too many wrong ones.
    """
    actor = Actor(person(name), "passphrase")
    # One at a time, so that guesses made together cannot pass the count, nor fill the memory.
    with _one_guess_at_a_time:
        stored = _stored()
        if stored is None:
            raise TalentError("access.denied")
        _refuse_guessing(client)
        if not _matches(passphrase, stored):
            _failures.append((_now(), client))
            raise TalentError("access.wrong", most=FOR_ONE, minutes=WINDOW // 60)
        _failures[:] = [failure for failure in _failures if failure[1] != client]
    if name.strip() == passphrase.strip():
        # Typed into the wrong field: names are shown to everybody.
        raise TalentError("access.bad_name", most=LONGEST_NAME)
    return _begin(actor)


def _refuse_guessing(client: str) -> None:
    """TalentError `access.wait` after too many failures within the window."""
    now = _now()
    _failures[:] = [failure for failure in _failures if now - failure[0] < WINDOW]
    own = [when for when, who in _failures if who == client]
    for times, most in ((own, FOR_ONE), ([when for when, _ in _failures], FOR_ALL)):
        if len(times) >= most:
            raise TalentError("access.wait", minutes=math.ceil((times[-most] + WINDOW - now) / 60))


# Sessions; single operations on a dict need no lock


def _begin(actor: Actor) -> Token:
    now = _now()
    for key in [key for key, session in list(_sessions.items()) if _is_over(session, now)]:
        _sessions.pop(key, None)
    token = Token(secrets.token_urlsafe(32))
    _sessions[_key(token)] = _Session(actor, os.environ.get(HASH, ""), now, now)
    return token


def _signed_in(token: Token) -> Actor | None:
    session, now = _sessions.get(_key(token)), _now()
    if session is None or _is_over(session, now):
        return None
    session.seen = now
    return session.actor


def _is_over(session: _Session, now: float) -> bool:
    """Too old, too long unused, or begun under another passphrase than the one set now."""
    aged = now - session.began >= LIFE or now - session.seen >= IDLE
    return aged or session.stored != os.environ.get(HASH)


def sign_out(token: Token) -> None:
    """End a session at once, in every window that still holds its token."""
    _sessions.pop(_key(token), None)


def _key(token: Token) -> str:
    """What a session is filed under: how long a look-up takes tells nothing about the secret."""
    return hashlib.sha256(token.secret.encode()).hexdigest()


def _now() -> float:
    return time.monotonic()
