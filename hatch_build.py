"""Compiles the gazetteer while the package is built: into the source tree, where git passes it over.

What is compiled already from the same tables is kept. Refused with an error: tables that contradict each other.
"""

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
COMPILED = ROOT / "src" / "communique" / "grounding" / "compiled"


class GazetteerHook(BuildHookInterface):  # type: ignore[misc]
    """Run by hatchling before a wheel is put together, an editable one included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the compiled files and have them taken into the wheel."""
        compile_bundled()
        build_data["artifacts"].append("src/communique/grounding/compiled/*")


def compile_bundled() -> None:
    """Compile the gazetteer unless it is there and made from the present tables."""
    sys.path.insert(0, str(ROOT / "src"))
    from communique.grounding.gazetteer_sources import build_bundled, digest

    meta = COMPILED / "meta.json"
    if not meta.exists() or json.loads(meta.read_text("utf-8")).get("tables") != digest():
        build_bundled(COMPILED)


if __name__ == "__main__":
    compile_bundled()
