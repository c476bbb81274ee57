"""The page of all commands, from their help: `python -m commands.reference > docs/cli.md`."""

from __future__ import annotations

import importlib
import inspect

import click

from cli import COMMANDS


def page() -> str:
    """docs/cli.md: every command with its help, options and example."""
    parts = [
        "# Commands",
        "",
        "Made by `python -m commands.reference > docs/cli.md`; a test compares it.",
        "",
        "Data goes to stdout, everything else to stderr. `--db` is `orders.db` where nothing"
        " else is said, or `PRIKAZ_DB`.",
        "Exit codes: 0 all done · 1 done, but some files could not be loaded or some answers are"
        " missing · 2 wrong usage · 3 the store cannot be used · 4 a part is not installed ·"
        " 130 interrupted.",
        "",
    ]
    for name, (place, line) in COMMANDS.items():
        parts += [f"## prikaz {name}", "", line, "", *_command(name, place), ""]
    return "\n".join(parts)


def _command(name: str, place: str) -> list[str]:
    module, _, attribute = place.partition(":")
    command = getattr(importlib.import_module(module), attribute)
    context = click.Context(command, info_name=f"prikaz {name}")
    lines = ["```text", command.get_usage(context), ""]
    lines += inspect.cleandoc(command.help or "").replace("\b\n", "").splitlines()
    lines += ["```", ""]
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            lines.append(f"- `{record[0]}` — {' '.join(record[1].split())}")
    return lines


if __name__ == "__main__":
    click.echo(page(), nl=False)
