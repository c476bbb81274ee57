"""The whole way of a file: read, structure, normalize, save.

`process` is one file without a store; `ingest` is many files into a store.
`python pipeline.py …` is the `prikaz` command from a bare checkout.
"""

from __future__ import annotations

import contextlib
import functools
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from batch.files import File, digest, find_files
from batch.pool import Done, run_tasks
from extract.errors import ExtractError, MissingPart
from extract.findings import Finding

if TYPE_CHECKING:
    from load.store import Store
    from normalize.order import Defaults
    from normalize.record import OrderRecord

VERSION = "0.1.0"

TIME_LIMIT = 600.0
"""Seconds that one file may take; scans of many pages take the longest."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a record, or the error that says why not."""

    source: str
    record: OrderRecord | None = None
    error: ExtractError | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How an ingest runs.

    `only` limits the formats (`docx`, `pdf`, …); `retry` reads again what was
    refused before, and replaces what was loaded by an older program; `seconds`
    is the time limit of a file; `defaults` is the user's own knowledge.
    """

    jobs: int = 1
    only: frozenset[str] = frozenset()
    retry: bool = False
    dry_run: bool = False
    seconds: float = TIME_LIMIT
    defaults: Defaults | None = None


@dataclass(slots=True)
class Report:
    """What an ingest did; `refused` has (source, code, message).

    `refused_before` counts files left unread because their content was refused, by
    an earlier run or under another path in this one.
    """

    files: int = 0
    loaded: int = 0
    duplicates: int = 0
    unchanged: int = 0
    refused_before: int = 0
    left_out: int = 0
    measures: int = 0
    orders: set[str] = field(default_factory=set)
    findings: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    missing_part: bool = False


def process(path: Path, *, source: str | None = None, defaults: Defaults | None = None) -> Outcome:
    """Read one file to its record; the errors of a file come back in the outcome."""
    from extract.readers import read_document
    from extract.structure import parse_order
    from normalize.order import normalize_order

    name = source or str(path)
    sha256: str | None = None
    try:
        sha256 = digest(path)
        document = read_document(path, source=name)
        record = normalize_order(parse_order(document), defaults)
    except ExtractError as error:
        return Outcome(name, error=error, sha256=sha256)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        failure = ExtractError(name, f"the file cannot be opened: {reason}")
        return Outcome(name, error=failure, sha256=sha256)
    except Exception as error:  # a fault of the program must not cost the rest of a batch
        fault = ReaderCrash(name, f"the program failed on it ({type(error).__name__}: {error})")
        return Outcome(name, error=fault, sha256=sha256)
    return Outcome(name, record=record, sha256=sha256)


def ingest(
    paths: Iterable[Path],
    store_path: Path,
    settings: Settings | None = None,
    *,
    progress: Callable[[Outcome | None, str], None] | None = None,
) -> Report:
    """Load every file under `paths` into the store at `store_path`.

    Each file is read in a worker process and saved in a transaction of its
    own, in the order of the names, so that results do not depend on the number
    of workers and a killed run keeps what it had saved. At the end acronyms are
    looked up in the other orders of their issuers. `progress` is called
    after each file with its outcome and what became of it.

    Raises:
        StoreError: The store cannot be used.
    """
    from load.elsewhere import resolve_acronyms
    from load.store import begin_run, document_states, end_run, open_store

    settings = settings or Settings()
    report = Report()
    tell = progress or (lambda _outcome, _state: None)
    run = _Run(settings, report, tell)
    with contextlib.ExitStack() as stack:
        unpacked = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prikaz-")))
        if settings.dry_run:
            for done in _read(run.wanted(find_files(paths, unpacked, store=store_path)), settings):
                _count(report, outcome := _outcome(done, settings))
                tell(outcome, "refused" if outcome.error else "read")
            return report
        store = stack.enter_context(open_store(store_path))
        run.known = document_states(store)
        run_id = begin_run(store, program_version=VERSION)
        state = "interrupted"
        try:
            for done in _read(run.wanted(find_files(paths, unpacked, store=store_path)), settings):
                outcome = _outcome(done, settings)
                tell(outcome, _save(store, outcome, report, run_id, settings))
            run.count_repeats(document_states(store))
            resolve_acronyms(store)
            state = "done"
        finally:
            end_run(store, run_id, state=state, unchanged=report.unchanged)
    return report


@dataclass(slots=True)
class _Run:
    """What one ingest carries along: its settings, its report, whom to tell."""

    settings: Settings
    report: Report
    tell: Callable[[Outcome | None, str], None]
    known: dict[str, str] = field(default_factory=dict)
    repeats: list[str] = field(default_factory=list)
    """The contents that stand under more than one path in this run, once for each further path."""

    def count_repeats(self, states: dict[str, str]) -> None:
        """Move copies of files that this run refused from the unchanged to the refused ones."""
        refused = sum(states.get(content) == "refused" for content in self.repeats)
        self.report.unchanged -= refused
        self.report.refused_before += refused

    def wanted(self, files: Iterable[File]) -> Iterator[File]:
        """The files that have to be read; known ones are counted and left."""
        seen: set[str] = set()
        for file in files:
            self.report.files += 1
            again = self.settings.retry or file.sha256 not in self.known
            if file.sha256 in seen or not again:
                refused = self.known.get(file.sha256 or "") == "refused"
                if file.sha256 and file.sha256 in seen and not refused:
                    self.repeats.append(file.sha256)
                self.report.refused_before += refused
                self.report.unchanged += not refused
                self.tell(None, "refused before" if refused else "unchanged")
                continue
            only = self.settings.only
            if only and file.error is None and not _is_wanted(file, only):
                self.report.left_out += 1
                self.tell(None, "left out")
                continue
            if file.sha256:
                seen.add(file.sha256)
            yield file


def _is_wanted(file: File, only: frozenset[str]) -> bool:
    from extract.readers.detect import detect

    try:
        return detect(file.path, source=file.source) in only
    except ExtractError:
        return False


def _read(files: Iterator[File], settings: Settings) -> Iterator[Done[File, Outcome]]:
    call = functools.partial(_process_file, defaults=settings.defaults)
    for done in run_tasks(call, files, jobs=settings.jobs, seconds=settings.seconds):
        if done.task.temporary:
            done.task.path.unlink(missing_ok=True)
        yield done


def _process_file(file: File, defaults: Defaults | None) -> Outcome:
    if file.error is not None:
        return Outcome(file.source, error=file.error, sha256=file.sha256)
    return process(file.path, source=file.source, defaults=defaults)


class TimeLimit(ExtractError):
    """Reading the file took longer than one file may."""

    code = "time-limit"
    advice = "Run it alone with a higher --time-limit"


class ReaderCrash(ExtractError):
    """The program itself failed on this file."""

    code = "crash"
    advice = "Please report it with the file; the other files are not affected"


def _outcome(done: Done[File, Outcome], settings: Settings) -> Outcome:
    if done.result is not None:
        return done.result
    file = done.task
    error: ExtractError
    if done.failure == "timeout":
        error = TimeLimit(file.source, f"reading took more than {settings.seconds:g} seconds")
    else:
        error = ReaderCrash(file.source, f"the reader stopped ({done.detail or done.failure})")
    return Outcome(file.source, error=error, sha256=file.sha256)


def _save(store: Store, outcome: Outcome, report: Report, run_id: int, settings: Settings) -> str:
    from load.store import save_record, save_refusal

    _count(report, outcome)
    if outcome.error is not None or outcome.record is None:
        save_refusal(
            store,
            source=outcome.source,
            sha256=outcome.sha256,
            code=outcome.error.code if outcome.error else "unreadable",
            message=str(outcome.error),
            run_id=run_id,
        )
        return "refused"
    saved = save_record(store, outcome.record, run_id=run_id, replace=settings.retry)
    report.orders.add(saved.order_id)
    if saved.state == "duplicate":
        report.duplicates += 1
    elif saved.state == "unchanged":
        report.unchanged += 1
    else:
        report.loaded += 1
    return saved.state


def _count(report: Report, outcome: Outcome) -> None:
    if outcome.error is not None:
        report.refused.append((outcome.source, outcome.error.code, str(outcome.error)))
        report.missing_part = report.missing_part or isinstance(outcome.error, MissingPart)
    if outcome.record is None:
        return
    record = outcome.record
    report.measures += len(record.measures)
    for finding in all_findings(record):
        report.findings[finding.code] += 1


def all_findings(record: OrderRecord) -> Iterator[Finding]:
    """Every finding of a record: the file's, its clauses' and its measures'."""
    yield from record.findings
    for clause in record.clauses:
        yield from clause.deadline.findings
        yield from clause.parties.findings
    for measure in record.measures:
        yield from measure.findings


if __name__ == "__main__":
    from cli import main

    sys.exit(main())
