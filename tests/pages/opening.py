"""Opens a page without a browser and hands out what a reader would see of it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from xml.etree import ElementTree

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

# Every new test app would read the papers of all installed packages again, to find components in them.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _wait(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Until the page has run; Streamlit's own looks every millisecond, which costs a tenth of the page."""
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"the page ran for more than {timeout} s")


local_script_runner.require_widgets_deltas = _wait
ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh", "en")
CODE = re.compile(r"\b[A-Z]{2,3}-\d\d-\d{3,4}\b")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_FOLDERS = {
    **dict.fromkeys(("what_if", "briefing"), "decide"),
    **dict.fromkeys(("update", "catalogue", "passport"), "data"),
}


@dataclass(frozen=True)
class Shown:
    """A page as it stands: `chunks` are the separate pieces of text, `roots` its own HTML as trees."""

    language: str
    address: dict[str, str]
    crashes: tuple[str, ...]
    alerts: tuple[str, ...]
    chunks: tuple[str, ...]
    roots: tuple[ElementTree.Element, ...]
    drawings: tuple[dict, ...]
    letter: str

    @property
    def text(self) -> str:
        return "\n".join(self.chunks)

    @property
    def codes(self) -> set[str]:
        """The passport codes in the page's own HTML."""
        return {code for root in self.roots for code in CODE.findall(said(root))}

    def of_class(self, name: str) -> list[ElementTree.Element]:
        """Elements that bear the class `name`, in reading order."""
        return [e for root in self.roots for e in root.iter() if name in e.get("class", "").split()]

    def rows(self, code: str) -> list[ElementTree.Element]:
        """The table rows, card rows and bars that show one figure under its code."""
        return list(self._rows.get(code, ()))

    @cached_property
    def _rows(self) -> dict[str | None, list[ElementTree.Element]]:
        """Every row that shows a figure, by its code: a page of hundreds is walked through once."""
        found = [e for root in self.roots for e in root.iter("tr") if _prints(e)]
        by_code = defaultdict(list)
        for element in found + self.of_class("t-lead") + self.of_class("tc-row"):
            by_code[_own_code(element)].append(element)
        return by_code


def _prints(row: ElementTree.Element) -> bool:
    """Whether a table row shows a printed figure; computed ones bear a tag in the same cell."""
    return any(len(cell) == 1 and cell[0].get("class") == "t-figure" for cell in row.iter("td"))


def _own_code(row: ElementTree.Element) -> str | None:
    """The code a row ends with: the one of the figure it shows."""
    codes = [e.text for e in row.iter() if e.get("class") in ("t-code", "tc-code") and e.tag != "p"]
    return codes[-1] if codes else None


def said(element: ElementTree.Element) -> str:
    """All words of an element, pieces parted by blanks."""
    return " ".join(" ".join(element.itertext()).split())


def opened(page: str, language: str = "zh", **params: str) -> Shown:
    """One page with the parameters of its address; the same page is run once and shared by all tests."""
    return _opened(page, language, tuple(sorted(params.items())))


def started(page: str, language: str = "zh", **params: str) -> AppTest:
    """The same page as a running test app, to choose something on."""
    return begun(page, language, **params).run()


def begun(page: str, language: str = "zh", **params: str) -> AppTest:
    """The same before its first run."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    for name, value in {"lang": language, **params}.items():
        app.query_params[name] = value
    return app.switch_page(f"pages/{_FOLDERS.get(page, 'explore')}/{page}.py")


@cache
def _opened(page: str, language: str, params: tuple[tuple[str, str], ...]) -> Shown:
    return look(started(page, language, **dict(params)), language)


def look(app: AppTest, language: str) -> Shown:
    """What the app shows now."""
    nodes = tuple(elements(app._tree[0]))
    roots = tuple(_parsed(n.proto.body) for n in nodes if n.type == "html")
    return Shown(
        language=language,
        address={name: _one(value) for name, value in app.query_params.items()},
        crashes=tuple(f"{one.message} {one.stack_trace}" for one in app.exception),
        alerts=tuple(one.value for one in (*app.warning, *app.error, *app.info)),
        chunks=tuple(chunk for n in nodes for c in _words(n) if (chunk := " ".join(c.split()))),
        roots=roots,
        drawings=tuple(json.loads(n.proto.spec) for n in nodes if n.type == "plotly_chart"),
        letter=app.code[0].value if app.code else "",
    )


def _one(value: str | list[str]) -> str:
    return value if isinstance(value, str) else value[-1]


def elements(block) -> Iterator:
    """Every element of a page, in reading order."""
    for child in block.children.values():
        if getattr(child, "children", None):
            yield from elements(child)
        elif getattr(child, "proto", None) is not None:
            yield child


def _parsed(markup: str) -> ElementTree.Element:
    # Our own markup, and strict on purpose: an element left open is a fault.
    return ElementTree.fromstring(f"<div>{_STYLE.sub('', markup)}</div>")  # noqa: S314


def _words(node) -> Iterator[str]:
    """The pieces of text of one element of a page."""
    proto = node.proto
    if node.type == "html":
        yield from _parsed(proto.body).itertext()
    elif node.type == "plotly_chart":
        yield proto.alt
        yield from (_TAGS.sub(" ", words) for words in drawn_words(json.loads(proto.spec)))
    elif node.type in ("arrow_data_frame", "dataframe"):
        yield from map(str, node.value.columns)
        yield from (str(cell) for column in node.value for cell in node.value[column])
    else:
        for name in ("body", "label", "help", "placeholder", "code_text"):
            yield str(getattr(proto, name, "") or "")
        for option in getattr(proto, "options", ()):
            yield option if isinstance(option, str) else option.content


def drawn_words(spec) -> Iterator[str]:
    """Every text in a drawing."""
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in ("text", "hovertext", "name", "ticktext", "title") and isinstance(value, str | list):
                yield from (one for one in ([value] if isinstance(value, str) else value) if one)
            else:
                yield from drawn_words(value)
    elif isinstance(spec, list):
        for one in spec:
            yield from drawn_words(one)
