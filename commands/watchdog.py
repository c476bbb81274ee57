"""An end to SQL that SQLite itself cannot stop.

SQLite looks at its watch between steps, and a single step can last for days:
`instr` of two long texts. Python cannot be interrupted meanwhile either, so a
second thread ends the process: when the time is over, or after Ctrl-C.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

GRACE = 2.0
"""Seconds that the ordinary ways of stopping have before the process is ended."""

_LOOK = 0.25
"""Seconds between two looks."""

_INTERRUPTED = 130

_TOO_LONG = "Error: the answer takes too long; narrow the question, or allow more with --time-limit"


@contextmanager
def ended_in_time(code: int) -> Iterator[None]:
    """Questions inside end in their time, or the process ends with this exit code.

    Ctrl-C ends it with 130. Nothing happens where a question ends by itself,
    or where Python answers the signal; what is not SQL may take any time.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    woken, wakes = socket.socketpair()
    for end in (woken, wakes):
        end.setblocking(False)
    before = signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(woken, done, code), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        signal.set_wakeup_fd(before)
        wakes.close()
        watch.join()
        woken.close()


def _watch(woken: socket.socket, done: threading.Event, code: int) -> None:
    """Look now and then until the work is done; a signal, or the end of the work, wakes."""
    from load.query import seconds_over

    while not done.is_set():
        ready, _, _ = select.select([woken], [], [], _LOOK)
        # a signal's number comes through the socket; nothing where the other end was closed
        if ready and signal.SIGINT in _received(woken) and not done.wait(GRACE):
            _leave("interrupted", _INTERRUPTED)
        if seconds_over() > GRACE:
            _leave(_TOO_LONG, code)


def _leave(words: str, code: int) -> None:
    sys.stderr.write(f"\n{words}\n")
    sys.stderr.flush()
    os._exit(code)


def _received(woken: socket.socket) -> bytes:
    try:
        return woken.recv(64)
    except OSError:
        return b""
