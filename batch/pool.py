"""A pool of worker processes in which a crash or a hang costs one task alone.

pebble replaces a worker that died and kills one that is over its time; the
other tasks go on (`ProcessPoolExecutor` would lose them all).
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Tasks in flight for each worker: enough to keep it busy, few enough to stay small."""

_TASKS_A_WORKER = 500
"""A worker is replaced after so many tasks, so that leaks in libraries stay bounded."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """What became of one task: its result, or why there is none.

    `failure` is `timeout`, `crash` (the worker died) or `error` (the task
    raised); `detail` says more.
    """

    task: T
    result: R | None = None
    failure: str | None = None
    detail: str = ""


def run_tasks(
    call: Callable[[T], R], tasks: Iterable[T], *, jobs: int, seconds: float
) -> Iterator[Done[T, R]]:
    """Call `call` on every task in `jobs` processes; results come in the tasks' order.

    Args:
        call: A picklable function.
        tasks: Read as workers get free; may be long.
        jobs: How many worker processes.
        seconds: The time limit of one task.
    """
    from pebble import ProcessPool

    # forked children would inherit an open SQLite connection and native libraries' locks
    context = multiprocessing.get_context("forkserver")
    waiting: deque[tuple[T, object]] = deque()
    source = iter(tasks)
    pool = ProcessPool(max_workers=jobs, max_tasks=_TASKS_A_WORKER, context=context)
    try:
        while True:
            while len(waiting) < jobs * _AHEAD:
                try:
                    task = next(source)
                except StopIteration:
                    break
                waiting.append((task, pool.schedule(call, args=(task,), timeout=seconds)))
            if not waiting:
                break
            task, future = waiting.popleft()
            yield _finished(task, future)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _finished(task: T, future: object) -> Done[T, R]:
    from pebble import ProcessExpired

    try:
        return Done(task, result=future.result())  # type: ignore[attr-defined]
    except TimeoutError:
        return Done(task, failure="timeout")
    except ProcessExpired as error:
        return Done(task, failure="crash", detail=f"exit code {error.exitcode}")
    except CancelledError:
        return Done(task, failure="crash", detail="cancelled")
    except Exception as error:  # whatever the task raised belongs to that task alone
        return Done(task, failure="error", detail=f"{type(error).__name__}: {error}")
