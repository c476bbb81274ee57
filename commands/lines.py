"""The protocol of the phrase commands: one text, or JSON Lines on standard input.

A line that cannot be read gives an object with `error`; the command goes on and
exits with 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import click

from commands.output import EXIT_PARTIAL

JSONL = click.option("--jsonl", is_flag=True, help="Read and write one JSON object a line.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def answer_lines(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer standard input line by line, in its order."""
    failed = False
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            if not isinstance(given, dict):
                raise ValueError("a line must hold a JSON object")
            result = answer(given)
        except (ValueError, TypeError) as error:
            failed = True
            result = {"error": str(error), "line": line.strip()[:200]}
        click.echo(json.dumps(result, ensure_ascii=False))
    if failed:
        sys.exit(EXIT_PARTIAL)


def answer_one(
    answer: Callable[[dict[str, Any]], dict[str, Any]], given: dict[str, Any]
) -> dict[str, Any]:
    """One answer; a value that cannot be read is wrong usage."""
    try:
        return answer(given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def text_of(line: dict[str, Any], key: str) -> str:
    """The text of a line under this name.

    Raises:
        ValueError: There is none, or it is no text.
    """
    value = line.get(key)
    if not isinstance(value, str):
        raise ValueError(f"'{key}' must be a text")
    return value


def required(text: str | None) -> str:
    """The argument, which may only be left out with --jsonl."""
    if text is None:
        raise click.UsageError("name the text, or use --jsonl")
    return text


def findings_json(findings: tuple[Any, ...]) -> list[dict[str, str]]:
    """Findings in the contract's words."""
    return [
        {"code": each.code, "message": each.message, "excerpt": each.excerpt} for each in findings
    ]


def print_json(result: dict[str, Any]) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(result, ensure_ascii=False, indent=1))


def print_findings(result: dict[str, Any]) -> None:
    """The findings of an answer on stderr."""
    for finding in result["findings"]:
        click.echo(f"{finding['code']}: {finding['message']} «{finding['excerpt']}»", err=True)
