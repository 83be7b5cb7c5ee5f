"""Settings and requirements: what was decided is what is installed and served."""

import ast
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.house.trees import ROOT, files, name, tree

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def options(table: dict, start: str = ""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{start}{key}.")
        else:
            yield f"{start}{key}"


def test_streamlit_knows_every_option():
    """`runner.postScriptGC` is not in `config show`: were it renamed, the server would be slow in silence."""
    from streamlit import config

    assert [one for one in options(CONFIG) if one not in config._config_options_template] == []
    assert CONFIG["runner"]["postScriptGC"] is False


def test_settings_that_keep_readers_safe():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["allowedOrigins"] == []
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["server"]["enableCORS"] is True
    assert CONFIG["server"]["maxUploadSize"] == 64


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_ten_chart_colours_begin_with_the_cities(theme):
    field = {"light": "colour", "dark": "colour_dark"}[theme]
    cities = tomllib.loads((ROOT / "data" / "cities.toml").read_text(encoding="utf-8"))["city"]
    colours = CONFIG["theme"][theme]["chartCategoricalColors"]
    assert len(set(colours)) == 10
    own = [city[field] for city in cities][:10]
    assert colours[: len(own)] == own


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_colours_of_text_and_charts_can_be_read(theme):
    settings = CONFIG["theme"][theme]
    for ground in (settings["backgroundColor"], settings["secondaryBackgroundColor"]):
        for colour in (settings["textColor"], settings["linkColor"], *settings["chartCategoricalColors"]):
            assert contrast(colour, ground) >= 4.5, (colour, ground)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_nothing_served_names_another_host():
    served = [ROOT / ".streamlit" / "config.toml", ROOT / "app.py", ROOT / "server.py"]
    served += files("pages/**/*.css") + files("pages/**/*.py")
    for path in served:
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", path.read_text(encoding="utf-8")), name(path)


def test_every_font_named_is_there_with_its_licence():
    for face in CONFIG["theme"]["fontFaces"]:
        assert (ROOT / face["url"].replace("app/static/", "static/")).is_file()
    folder = ROOT / "static" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 14_000_000


@pytest.mark.parametrize(
    ("wanted", "pinned"),
    (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")),
)
def test_pinned_requirements_satisfy_the_wanted_ones(wanted, pinned):
    versions = {one.name.lower(): one.specifier for one in _requirements(pinned)}
    for one in _requirements(wanted):
        pin = next(iter(versions[one.name.lower()]))
        assert pin.operator == "=="
        assert one.specifier.contains(Version(pin.version)), one


def test_no_index_is_named():
    for path in files("requirements*"):
        assert not re.search(r"index-url|find-links|://", path.read_text(encoding="utf-8")), name(path)


def _requirements(file: str) -> list[Requirement]:
    lines = (
        re.sub(r"(^|\s)#.*", "", line).strip()
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
    )
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


def test_run_needs_nothing_but_python():
    import sys

    found = {
        node.names[0].name.split(".")[0]
        for node in ast.walk(tree(ROOT / "run.py"))
        if isinstance(node, ast.Import)
    }
    found |= {
        node.module.split(".")[0]
        for node in ast.walk(tree(ROOT / "run.py"))
        if isinstance(node, ast.ImportFrom)
    }
    assert found <= set(sys.stdlib_module_names)


def test_no_path_of_a_machine_is_written_down():
    for path in [
        *files("*.py"),
        *files("talent/**/*.py"),
        *files("pages/**/*"),
        *files("docs/*.md"),
        *files("*.md"),
    ]:
        if path.is_file() and path.suffix in (".py", ".md", ".css", ".toml"):
            assert not re.search(r"/(work|home|root|tmp)/", path.read_text(encoding="utf-8")), name(path)


def test_the_serving_address_is_guarded(monkeypatch):
    from talent.errors import TalentError
    from talent.serving import serve, settings

    monkeypatch.delenv("TALENT_PUBLIC_URL", raising=False)
    with pytest.raises(TalentError, match="not_local"):
        serve("0.0.0.0", 8501, local_analyst=True)
    assert settings("127.0.0.1", 1)["server.allowedHosts"] == ["127.0.0.1", "::1", "localhost"]
    assert settings("0.0.0.0", 1)["server.allowedHosts"] == []
    monkeypatch.setenv("TALENT_PUBLIC_URL", "https://talent.example.org/x")
    assert "talent.example.org" in settings("0.0.0.0", 1)["server.allowedHosts"]
    with pytest.raises(TalentError, match="public"):
        serve("127.0.0.1", 8501, local_analyst=True)
