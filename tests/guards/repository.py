"""The files of the project, as git knows them: what a guard looks at."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def files(*patterns: str) -> list[Path]:
    """Return the project's files that match, such as "*.py": those tracked, and new ones that git wouldn't ignore."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    printed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # A file deleted but not yet committed is still listed.
    return [path for name in printed.split("\0") if name and (path := ROOT / name).is_file()]


def within(path: Path) -> str:
    return str(path.relative_to(ROOT))
