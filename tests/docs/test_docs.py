"""The docs speak of what is there: every command, every finding, every error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli import COMMANDS
from commands.reference import page

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("extract", "normalize", "load", "batch")
    for path in sorted((ROOT / folder).rglob("*.py"))
] + [ROOT / "pipeline.py"]
STAGES = (
    "abbreviation|annex|clause|deadline|docx|header|html|image|mail|measure|member|ocr|office|order"
    "|party|pdf|person|reference|store|table|text|archive"
)
FINDING = re.compile(rf'(?<!rule=)"((?:{STAGES})\.[a-z]+(?:-[a-z]+)*)"')
ERROR = re.compile(r'^    code = "([a-z-]+)"$', re.M)


def found(pattern: re.Pattern[str]) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    return sorted({code for text in texts for code in pattern.findall(text)})


@pytest.mark.parametrize("code", found(FINDING))
def test_every_finding_is_explained(code: str) -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")

    assert f"`{code}`" in text


@pytest.mark.parametrize("code", found(ERROR))
def test_every_error_is_explained(code: str) -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")

    assert f"## {code}" in text


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_answers_help_with_an_example(name: str) -> None:
    text = page()
    section = text.split(f"## prikaz {name}\n")[1].split("\n## ")[0]

    assert f"prikaz {name}" in section.split("```")[1].split("\n", 1)[1]
    assert "xit" in section


def test_the_page_of_commands_is_up_to_date() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("readme", ["README.md", "README.ru.md"])
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
