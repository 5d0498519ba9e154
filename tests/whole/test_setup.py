"""Setting up and running the checks: the two commands and the build machine's script, as far as a test can go without installing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def make(project: Path, *targets: str, variables: dict[str, str] | None = None) -> str:
    """What make would run."""
    settings = [f"{name}={value}" for name, value in (variables or {}).items()]
    done = subprocess.run(
        ["make", "--dry-run", *targets, *settings], cwd=project, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_make_site_installs_then_builds(project: Path, tmp_path: Path) -> None:
    steps = make(project, "site", variables={"VENV": str(tmp_path / "venv")})
    assert re.findall(r"-m venv|--editable \S+|explainer build", steps) == [
        "-m venv",
        "--editable .",
        "explainer build",
    ]


def test_make_test_runs_every_check(project: Path, tmp_path: Path) -> None:
    steps = make(project, "test", variables={"VENV": str(tmp_path / "venv")})
    assert re.findall(r"--editable \S+|ruff \w+(?: --check)?|bin/mypy|-m pytest", steps) == [
        "--editable '.[dev]'",
        "ruff check",
        "ruff format --check",
        "bin/mypy",
        "-m pytest",
    ]


def test_the_versions_that_are_installed_are_the_committed_ones(project: Path, tmp_path: Path) -> None:
    for target in ("site", "test", "gallery"):
        steps = make(project, target, variables={"VENV": str(tmp_path / "venv")})
        (line,) = [line for line in steps.splitlines() if "--editable" in line]
        assert line.startswith("PIP_CONSTRAINT=.ci/constraints.txt PIP_BUILD_CONSTRAINT=.ci/constraints.txt ")


def test_every_library_that_is_asked_for_has_a_committed_version_within_its_range(project: Path) -> None:
    lines = (project / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    pins = {canonicalize_name(one.name): one for one in map(Requirement, (x for x in lines if x and x[0] != "#"))}
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    asked = [*settings["build-system"]["requires"], *settings["project"]["dependencies"]]
    asked += settings["project"]["optional-dependencies"]["dev"]
    outside = []
    for one in map(Requirement, asked):
        pin = pins.get(canonicalize_name(one.name))
        (exact,) = pin.specifier if pin else (None,)
        if exact is None or exact.operator != "==" or exact.version not in one.specifier:
            outside.append(str(one))
    assert outside == []


def test_libraries_with_known_holes_are_kept_out(project: Path) -> None:
    """Material for MkDocs had a script injection in its search suggestions, which we switch on, until 9.7.7."""
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    (material,) = [
        one for one in map(Requirement, settings["project"]["dependencies"]) if one.name == "mkdocs-material"
    ]
    assert ("9.7.6" in material.specifier, "9.8.2" in material.specifier) == (False, True)


def test_a_second_run_installs_nothing(project: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    venv.mkdir()
    for stamp in (".made", ".installed", ".installed-for-tests"):
        (venv / stamp).touch()
    steps = make(project, "site", "test", variables={"VENV": str(venv)})
    assert "-m venv" not in steps
    assert "--editable" not in steps


def test_an_old_python_is_refused_in_a_sentence(project: Path, tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "--no-print-directory", "site", f"PYTHON={old}", f"VENV={tmp_path / 'venv'}"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == "Python 3.11 or newer is needed. Name it: make site PYTHON=python3.12\n"
    assert not (tmp_path / "venv").exists()


def test_a_python_without_venv_is_explained_and_leaves_nothing(project: Path, tmp_path: Path) -> None:
    bare = tmp_path / "python3"
    bare.write_text('#!/bin/sh\n[ "$1" = -c ] && exit 0\nmkdir -p "$3"\nexit 1\n', "utf-8")
    bare.chmod(0o755)
    done = subprocess.run(
        ["make", "site", f"PYTHON={bare}", f"VENV={tmp_path / 'venv'}"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "sudo apt-get install python3-venv" in done.stdout
    assert not (tmp_path / "venv").exists()


def test_the_build_machines_script_makes_a_skipped_browser_test_fail(project: Path) -> None:
    script = project / ".ci" / "run"
    text = script.read_text("utf-8")
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in text
    assert "export CI=true" in text
    assert text.rstrip().endswith("exec make test")
    assert subprocess.run(["bash", "-n", str(script)], timeout=60).returncode == 0


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_without_a_browser_a_test_is_skipped_aloud_or_fails_on_a_build_machine(
    project: Path, tmp_path: Path, ci: str, outcome: str
) -> None:
    (tmp_path / "test_one.py").write_text(
        "import pytest\n\n\n@pytest.mark.browser\ndef test_one(browser):\n    pass\n", "utf-8"
    )
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n", "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser: x\n", "utf-8")
    environment = {**os.environ, "CI": ci, "PATH": str(tmp_path), "CHROMIUM": "", "PYTHONPATH": str(project)}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert outcome in done.stdout, done.stdout
    assert ("1 tests in the browser DID NOT RUN" in done.stdout) is not bool(ci)


def test_the_readme_shows_the_two_commands_and_the_ways_without_make(project: Path) -> None:
    text = (project / "README.md").read_text("utf-8")
    shown = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    assert [line for line in shown if line.startswith(("make", ".venv", "uv"))] == [
        "make site",
        "make test",
        ".venv/bin/pip install --constraint .ci/constraints.txt --editable .",
        ".venv/bin/explainer build",
        "uv venv",
        "uv pip install --constraint .ci/constraints.txt --editable .",
        "uv run --no-sync explainer build",
    ]


def test_every_file_that_the_readme_points_to_exists(project: Path) -> None:
    text = (project / "README.md").read_text("utf-8")
    named = re.findall(r"`((?:stories|generator|docs)/[\w./-]+\.\w+)`", text)
    assert len(named) > 5
    assert [name for name in named if not (project / name).is_file()] == []


def test_the_site_uses_no_extension_that_can_publish_other_files(project: Path) -> None:
    settings = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    names = [next(iter(one)) if isinstance(one, dict) else one for one in settings["markdown_extensions"]]
    assert names == [
        "attr_list",
        "def_list",
        "footnotes",
        "md_in_html",
        "tables",
        "toc",
        "generator.footnote_links",
        "generator.heading_links",
    ]


def test_the_site_asks_no_font_service_and_no_repository_host(project: Path) -> None:
    settings = yaml.safe_load((project / "mkdocs.yml").read_text("utf-8"))
    assert settings["theme"]["font"] is False
    assert "repo_url" not in settings


def test_the_theme_and_the_words_travel_with_the_package(project: Path) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["generator"]
    assert (project / "generator" / "theme" / "main.html").is_file()


def test_no_override_writes_a_style_into_a_page(project: Path) -> None:
    templates = sorted((project / "generator" / "theme").rglob("*.html"))
    assert templates
    assert [path.name for path in templates if "style=" in path.read_text("utf-8")] == []
