"""What is installed is this checkout, whole, and quick to start."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

HEAVY = {
    "cv2",
    "datasette",
    "docx",
    "hypothesis",
    "lxml",
    "numpy",
    "pandas",
    "pdfplumber",
    "pebble",
    "PIL",
    "pymorphy3",
    "pypdfium2",
    "rapidfuzz",
    "rich",
    "scipy",
    "spacy",
    "sqlite_utils",
    "tesserocr",
}
"""Libraries that cost a tenth of a second or more; commands import them when they run."""


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_names() -> set[str]:
    """Every library that pyproject.toml names, in whatever extra."""
    project = PROJECT["project"]
    asked = [*PROJECT["build-system"]["requires"], *project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        asked += extra
    return {canonical(re.split(r"[\s\[<>=!~;]", each, maxsplit=1)[0]) for each in asked}


@pytest.mark.parametrize("name", ["extract", "normalize", "load", "corpus", "pipeline"])
def test_the_import_names_are_the_checkout(name: str) -> None:
    spec = importlib.util.find_spec(name)

    assert spec
    assert spec.origin
    assert Path(spec.origin).resolve().is_relative_to(ROOT)


def test_every_package_of_the_tree_is_listed() -> None:
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    top = {name.partition(".")[0] for name in listed}
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for name in top
        for path in (ROOT / name).rglob("__init__.py")
    }

    assert found <= listed
    for name in listed:
        assert (ROOT / name.replace(".", "/")).is_dir()


def test_no_heavy_library_is_imported_for_help() -> None:
    code = (
        "import sys; sys.argv = ['prikaz', '--help']\n"
        "import cli\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write(' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert "ingest" in done.stdout
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert not loaded & HEAVY


def test_the_command_runs_from_a_bare_checkout() -> None:
    done = subprocess.run(
        [sys.executable, "pipeline.py", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )

    assert "ingest" in done.stdout


def test_the_lock_has_an_exact_version_of_everything() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    locked = {}
    for line in lines:
        if not line.startswith("#"):
            assert re.fullmatch(r"[\w.-]+==[\w.!+]+(?: ; .+)?", line), line
            name, _, version = line.partition("==")
            locked[canonical(name)] = version

    assert asked_names() <= locked.keys()


def test_each_system_package_has_a_test_of_its_presence() -> None:
    lines = (ROOT / "packages.txt").read_text("utf-8").splitlines()
    packages = dict(line.split(":", 1) for line in lines if line and not line.startswith("#"))

    assert {name.strip() for name in packages} >= {
        "python3-venv",
        "tesseract-ocr-rus",
        "libreoffice-writer-nogui",
    }
    for name, test in packages.items():
        assert re.fullmatch(r"[a-z0-9.+-]+\s*", name)
        assert subprocess.run(["sh", "-n", "-c", test], check=False).returncode == 0
