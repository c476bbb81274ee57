"""The `prikaz` command: a list of commands, each imported when it is called.

`prikaz --help` must answer at once, so this module knows the commands' names
and their one-line help, and nothing that is heavy.
"""

from __future__ import annotations

import importlib
import sys

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "ingest": (
        "commands.ingest:ingest_command",
        "Load files, folders and archives into the store.",
    ),
    "parse": ("commands.parse:parse", "Print the whole record of one file as JSON."),
    "deadline": ("commands.phrases:deadline", "Normalize one deadline phrase."),
    "parties": ("commands.parties:parties", "Split and normalize one cell of responsible parties."),
    "abbreviations": (
        "commands.phrases:abbreviations",
        "Find definitions of short forms in a text.",
    ),
    "columns": ("commands.phrases:columns", "Tell the roles of a header row's columns."),
    "query": ("commands.questions:query", "Run read-only SQL or a named query."),
    "queries": ("commands.questions:queries", "List the named queries."),
    "search": ("commands.questions:search", "Search measures and clauses in any inflection."),
    "due": ("commands.calendar:due", "Show what falls due in a time."),
    "overdue": ("commands.calendar:overdue", "Show what should be done by a day."),
    "load": ("commands.calendar:load_command", "Show who carries how much, and when."),
    "compare": ("commands.questions:compare", "Show what two orders have in common."),
    "stats": ("commands.questions:stats", "Count what the store holds."),
    "explain": ("commands.store:explain", "Show where a measure came from, and why it reads so."),
    "status": ("commands.store:status", "Show documents by state, last runs, open findings."),
    "export": (
        "commands.export:export",
        "Write a view or a query as CSV, XLSX, Parquet, JSON, ICS.",
    ),
    "plot": ("commands.plot:plot", "Draw an order's timeline or its load by month."),
    "serve": ("commands.serve:serve", "Open the store in a browser."),
    "score": ("commands.score:score", "Compare the program with known answers, field by field."),
    "doctor": ("commands.doctor:doctor", "Show which parts work on this machine."),
}
"""Command → where its function is, and its line in `prikaz --help`."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names in the order of the list above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}:{name} is no click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; for a mistyped one, the closest names."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=2)
            if not close:
                raise
            hint = f"{error.message} Did you mean {' or '.join(close)}?"
            raise click.UsageError(hint, ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list from the lines above, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="prikaz")
def prikaz() -> None:
    """Turn Russian district orders into a database that answers questions.

    Exit codes: 0 all done, 1 done but some files or answers are missing,
    2 wrong usage, 3 the store cannot be used, 4 a part is not installed,
    130 interrupted.

    \b
        prikaz ingest orders/ --db orders.db
        prikaz due --from 2021-03-01 --to 2021-03-31
    """


def main() -> int:
    """Run the command line; returns the exit code."""
    try:
        code = prikaz.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # the reader of our output (head, less) has gone: nothing is wrong
        sys.stderr.close()
        return 0
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main())
