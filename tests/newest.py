"""Say what would break with the libraries that are installed, meant for the newest ones: `make newest`.

Words, reading and one build are tried; each is told in a line, with what was said where it breaks. The exit status is 1 if anything does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("babel", "click", "markdown", "mkdocs", "mkdocs-material", "pagefind", "pillow", "pydantic", "pyyaml")
# What is tried, and the tests that try it.
TRIED = {
    "words of dates, numbers and pages": "test_wording or test_words or test_cldr or test_languages",
    "reading and its messages": "test_read or test_check or test_bad_input",
    "pages and commands": "test_golden or test_cli or test_hook or test_docs",
}
LAST = 15


def tried(command: list[str], root: Path = ROOT) -> tuple[int, str]:
    """Run a command; give its exit status and the end of what it said."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, errors="replace", timeout=3600)
    return done.returncode, "\n".join((done.stdout + done.stderr).strip().splitlines()[-LAST:])


def main() -> int:
    """Try everything; print a line for each, and give the exit status."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    print("With", ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    broken = 0
    for title, tests in TRIED.items():
        status, said = tried(
            [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-m", "not browser", "-k", tests, "tests"]
        )
        broken += told(title, status, said)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "newsroom"
        left_out = shutil.ignore_patterns(".venv*", ".git", "site", ".explainer", ".gallery", "*_cache", "__pycache__")
        shutil.copytree(ROOT, root, ignore=left_out)
        status, said = tried([sys.executable, "-c", "from generator.desk.cli import main; main()", "build"], root)
    broken += told("a build of the site", status, said)
    status, said = tried([sys.executable, "-m", "generator.desk.reference.cldr_made", "--compare"])
    print(f"For knowledge: {said.splitlines()[-1] if said else 'nothing was compared'}")
    return 1 if broken else 0


def told(title: str, status: int, said: str) -> bool:
    """Print what became of one trial; gives whether it broke."""
    print(f"{'ok    ' if status == 0 else 'BREAKS'}  {title}")
    if status:
        print("\n".join(f"        {line}" for line in said.splitlines()))
    return status != 0


if __name__ == "__main__":
    sys.exit(main())
