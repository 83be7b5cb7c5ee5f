"""A view of the dashboard as its address says it: which page, which choices, in which language.

An address outlives the data it was made with: `data` is the version it saw, `n` a digest of the numbers it
showed. Choices that are left out are the page's own defaults.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode, urlsplit

from talent.errors import TalentError, clean
from talent.i18n import LANGUAGES

VERSION = "1"
# The choices of each page, in the order in which addresses name them; "" is the overview.
PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": (),
        "compare": ("cities", "indicator", "mode", "measure", "anyway"),
        "city": ("cities",),
        "policies": ("tier", "arrives", "months", "benefit"),
        "what_if": ("cities", "basis", "who", "s"),
        "catalogue": ("view", "cities", "q", "only_city", "only_theme", "only_standing"),
        "passport": ("code",),
    }
)
# Characters of an address; a scenario of every key takes about 2,000.
LONGEST = 8_000
SHORT = 10
_STORED = re.compile(r"[0-9a-f]{10,64}")
_HASH = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True)
class View:
    """A page (without slash; "" = the overview) and its choices by name, in the page's order.

    `batch` = as of that batch, "" = now. `data` and `digest` are what the address saw, "" where it does not
    say. `part` names one picture of a page that shows several, "" = all of them.
    """

    page: str
    choices: tuple[tuple[str, str], ...] = ()
    language: str = ""
    batch: str = ""
    data: str = ""
    digest: str = ""
    part: str = ""

    def get(self, name: str, default: str = "") -> str:
        """One choice; `default` where the address does not make it."""
        return dict(self.choices).get(name) or default

    @property
    def bare(self) -> "View":
        """The same choices whoever looks, whatever the data: what two links to one view share."""
        return replace(self, language="", batch="", data="", digest="")

    @property
    def address(self) -> str:
        """`/compare?v=1&lang=zh&cities=…`, from the root of the dashboard."""
        beside = {"lang": self.language, "part": self.part}
        seen = {"batch": self.batch, "data": self.data, "n": self.digest}
        asked = {"v": VERSION, **beside, **dict(self.choices), **seen}
        return f"/{self.page}?{urlencode({name: said for name, said in asked.items() if said})}"


def view(page: str, choices: Mapping[str, str], **seen: str) -> View:
    """A view of a page; choices it does not know are left out, `seen` are the other fields."""
    return View(page, tuple((name, choices[name]) for name in PAGES[page] if choices.get(name)), **seen)


def stored(address: str) -> str:
    """The id of the stored view that an address names (parameter `b`); "" where it names none.

    TalentError `view.too_long`, `view.unreadable`, `view.bad_value`.
    """
    found = _read(address)[1].get("b", "")
    if found and not _STORED.fullmatch(found):
        raise TalentError("view.bad_value", name="b", value=clean(found))
    return found


def parse(address: str) -> View:
    """The view a link or the end of one means; foreign parameters are passed over.

    TalentError `view.too_long`, `view.unreadable`, `view.no_page`, `view.version`, `view.bad_value`. What a
    choice may be is judged where the view is drawn, with the data at hand.
    """
    path, asked = _read(address)
    page = path.rstrip("/").rpartition("/")[2]
    if page not in PAGES:
        known = ", ".join(f"/{name}" for name in PAGES)
        raise TalentError("view.no_page", page=clean(page), known=known)
    if asked.get("v", VERSION) != VERSION:
        raise TalentError("view.version", version=clean(asked["v"][:20]), known=VERSION)
    _check("lang", asked.get("lang", ""), asked.get("lang", LANGUAGES[0]) in LANGUAGES)
    for name in ("data", "n"):
        _check(name, asked.get(name, ""), not asked.get(name) or bool(_HASH.fullmatch(asked[name])))
    return view(
        page,
        asked,
        language=asked.get("lang", ""),
        batch=asked.get("batch", ""),
        data=asked.get("data", ""),
        digest=asked.get("n", ""),
        part=asked.get("part", ""),
    )


def _read(address: str) -> tuple[str, dict[str, str]]:
    """Path and parameters of an address."""
    if len(address) > LONGEST:
        raise TalentError("view.too_long", length=len(address), most=LONGEST)
    try:
        # Half a character, as a cut text may hold, can be written nowhere.
        split = urlsplit(address.strip().encode().decode())
        asked = dict(parse_qsl(split.query, strict_parsing=bool(split.query), max_num_fields=60))
    except ValueError as error:
        said = address[:60].encode(errors="replace").decode()
        raise TalentError("view.unreadable", address=clean(said)) from error
    return split.path, asked


def _check(name: str, value: str, is_good: bool) -> None:
    if not is_good:
        raise TalentError("view.bad_value", name=name, value=clean(value))
