"""For all tests: what is quick comes first, browsers last."""


def pytest_collection_modifyitems(items: list) -> None:
    items.sort(key=lambda item: "browser" in item.path.parts)
