"""Files that are on the disk when a function returns, not only on their way there."""

import os
from pathlib import Path


def flushed(path: Path, content: bytes) -> None:
    """Write a file and have the disk take it."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk take the names in a folder; Windows flushes a rename with the file."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
