"""An engine in a child process of its own, which may crash or hang and costs one answer.

Tesseract is native code: a bad image can end its process or keep it busy for
ever. The child is started when it is first needed and again after its death;
one call has a time limit. It dies with its parent: at the end of the pipe, or
by its own alarm where a call never comes back.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from multiprocessing.connection import Connection, Pipe
from typing import TYPE_CHECKING, Any

from extract.ocr.engine import OcrEngine, OcrWord, Request

if TYPE_CHECKING:
    from extract.ocr.engine import Gray

SECONDS = 60
"""The time limit of one call: a cell takes hundredths of a second, a page one or two."""
_MOST_DEATHS = 5
"""After so many deaths in a process the child is not started again."""


class WorkerDied(Exception):
    """The child crashed, was over its time, or cannot be started."""


class WorkerEngine:
    """The engine that `maker` makes, in a child process.

    `maker` is «module:function»; the function takes nothing and gives an
    engine, or None where it cannot work.
    """

    def __init__(
        self, maker: str, *, name: str, languages: frozenset[str], seconds: int = SECONDS
    ) -> None:
        self.name = name
        self.deaths = 0
        self._maker = maker
        self._languages = languages
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[Any, Any] | None = None

    def languages(self) -> frozenset[str]:
        """What the engine was found to have."""
        return self._languages

    def recognize(self, image: Gray, request: Request) -> tuple[OcrWord, ...]:
        """The words of an image in reading order.

        Raises:
            WorkerDied: The child gave no answer.
            RuntimeError: The engine inside raised; the message is its own.
        """
        words: tuple[OcrWord, ...] = self._ask("recognize", image, request)
        return words

    def orientation(self, image: Gray) -> tuple[int, float]:
        """The engine's orientation of a page; raises as `recognize` does."""
        turned: tuple[int, float] = self._ask("orientation", image)
        return turned

    def close(self) -> None:
        """End the child, if there is one."""
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()
            self._child.wait()
        self._child, self._pipe = None, None

    def _ask(self, *question: object) -> Any:
        if self.deaths >= _MOST_DEATHS:
            raise WorkerDied("it died too often")
        try:
            pipe = self._started()
            pipe.send((self._seconds, *question))
            if not pipe.poll(self._seconds):
                raise WorkerDied(f"no answer within {self._seconds} seconds")
            is_answer, answer = pipe.recv()
        except (EOFError, OSError) as error:
            raise self._buried("it crashed") from error
        except WorkerDied as error:
            raise self._buried(str(error)) from error
        if not is_answer:
            raise RuntimeError(answer)
        return answer

    def _buried(self, reason: str) -> WorkerDied:
        self.deaths += 1
        self.close()
        return WorkerDied(reason)

    def _started(self) -> Connection[Any, Any]:
        if self._pipe is None:
            ours, theirs = Pipe()
            try:
                self._child = subprocess.Popen(
                    [sys.executable, "-m", __name__, str(theirs.fileno()), self._maker],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            finally:
                theirs.close()
            self._pipe = ours
        return self._pipe


def serve(pipe: Connection[Any, Any], maker: str) -> None:
    """Answer questions from a pipe until it ends."""
    # Ctrl+C is the parent's business; the pipe's end is the child's
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Python's own handler would wait for the native call that hangs: the default action kills
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    module, _, function = maker.partition(":")
    engine: OcrEngine | None = None
    while True:
        try:
            seconds, verb, *arguments = pipe.recv()
        except (EOFError, OSError):
            return
        signal.alarm(seconds + 5)
        try:
            if engine is None:
                engine = getattr(importlib.import_module(module), function)()
            answer = (True, getattr(engine, verb)(*arguments))
        except Exception as error:  # an engine is foreign code and may raise anything
            answer = (False, f"{type(error).__name__}: {error}")
        signal.alarm(0)
        pipe.send(answer)


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])), sys.argv[2])
