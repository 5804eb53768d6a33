"""A copy of the data folder, damaged: how the tests change it, and that nobody else does."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from diplomacy_lib import catalog


def frozen(folder: Path) -> dict[str, bytes | None]:
    """Return all that a folder holds; a folder in it has no bytes."""
    inside = sorted(folder.rglob("*"))
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in inside
    }


def rewrite(folder: Path, name: str, change: Callable[[dict], object]) -> None:
    """Change the record of one table in the manifest."""
    path = folder / "datapackage.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(next(record for record in manifest["resources"] if record["name"] == name))
    path.write_text(json.dumps(manifest), encoding="utf-8")
    catalog.read_catalog.cache_clear()


def publish(folder: Path, name: str, content: bytes) -> None:
    """Write a table and its checksum, as a recipe would."""

    def seal(record: dict) -> None:
        (folder / record["path"]).write_bytes(content)
        record["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"

    rewrite(folder, name, seal)
