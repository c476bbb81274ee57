"""Tesseract 5 as an `OcrEngine`: as a library (tesserocr), or as a program.

Tesseract's own threads make it several times slower on small images, so they
are switched off before the library is loaded. An API object belongs to one
process and one thread: sharing it ends in a segmentation fault.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.ocr.engine import OcrWord, Request
from extract.ocr.worker import WorkerEngine

if TYPE_CHECKING:
    from extract.ocr.engine import Gray

_SEGMENTATION = {"page": 3, "block": 6, "line": 7, "word": 8}
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_SECONDS = 120


def data_folder() -> Path | None:
    """The folder with the language data; tesserocr's wheel does not find the system's by itself."""
    named = os.environ.get("TESSDATA_PREFIX", "")
    for folder in (named, f"{named}/tessdata" if named else "", *_DATA_FOLDERS):
        if folder and (Path(folder) / "rus.traineddata").is_file():
            return Path(folder)
    return None


def _installed(folder: Path) -> frozenset[str]:
    return frozenset(path.stem for path in folder.glob("*.traineddata"))


def library_worker() -> WorkerEngine | None:
    """Tesserocr in a child process; None where it or the Russian data is missing."""
    folder = data_folder()
    if folder is None or find_spec("tesserocr") is None:
        return None
    maker = f"{__name__}:library"
    return WorkerEngine(maker, name=TesseractLibrary.name, languages=_installed(folder))


def library() -> TesseractLibrary:
    """Tesserocr inside this process.

    Raises:
        RuntimeError: It or the Russian data is missing.
    """
    found = TesseractLibrary.find()
    if found is None:
        raise RuntimeError("tesserocr or its Russian data cannot be loaded")
    return found


class TesseractLibrary:
    """Tesseract inside this process; one loaded API for each set of languages."""

    name = "tesserocr"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._apis: dict[str, Any] = {}

    @classmethod
    def find(cls) -> TesseractLibrary | None:
        """The engine, or None where tesserocr or the Russian data is missing."""
        folder = data_folder()
        if folder is None:
            return None
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            import tesserocr  # noqa: F401
        except (ImportError, OSError):
            return None
        return cls(folder)

    def languages(self) -> frozenset[str]:
        """What lies in the data folder."""
        return _installed(self._folder)

    def recognize(self, image: Gray, request: Request) -> tuple[OcrWord, ...]:
        """The words of an image in reading order."""
        import numpy as np

        api = self._api(request.languages)
        api.SetPageSegMode(_SEGMENTATION[request.layout])
        api.SetVariable("tessedit_char_whitelist", request.only)
        height, width = image.shape
        pixels = np.ascontiguousarray(image).tobytes()
        api.SetImageBytes(pixels, width, height, 1, width)
        api.SetSourceResolution(request.dpi)
        try:
            # an image without any text line makes Recognize fail; that is an empty answer
            return _words(api.GetTSVText(0)) if api.Recognize() else ()
        finally:
            api.Clear()

    def orientation(self, image: Gray) -> tuple[int, float]:
        """Tesseract's orientation and script detection."""
        import tesserocr

        if "osd" not in self.languages():
            return 0, 0.0
        if "osd" not in self._apis:
            self._apis["osd"] = tesserocr.PyTessBaseAPI(
                path=f"{self._folder}/", lang="osd", psm=tesserocr.PSM.OSD_ONLY
            )
        api = self._apis["osd"]
        height, width = image.shape
        pixels = image.tobytes()
        api.SetImageBytes(pixels, width, height, 1, width)
        try:
            found = api.DetectOrientationScript()
        except RuntimeError:
            found = None
        finally:
            api.Clear()
        if not found:
            return 0, 0.0
        return int(found["orient_deg"]) % 360, float(found["orient_conf"])

    def _api(self, languages: str) -> Any:
        import tesserocr

        if languages not in self._apis:
            self._apis[languages] = tesserocr.PyTessBaseAPI(
                path=f"{self._folder}/",
                lang=languages,
                psm=tesserocr.PSM.SINGLE_BLOCK,
                oem=tesserocr.OEM.LSTM_ONLY,
                # print is black on white here; unsure lines need no second try in negative
                variables={"tessedit_do_invert": "0"},
            )
        return self._apis[languages]


class TesseractProgram:
    """The `tesseract` program, a call for each image; slower, the same answers."""

    name = "tesseract"

    def __init__(self, program: str, languages: frozenset[str]) -> None:
        self._program = program
        self._languages = languages

    @classmethod
    def find(cls) -> TesseractProgram | None:
        """The engine, or None where the program is not on the path."""
        program = shutil.which("tesseract")
        if program is None:
            return None
        try:
            listing = subprocess.run(
                [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return cls(program, frozenset(listing.stdout.split("\n")[1:]) - {""})

    def languages(self) -> frozenset[str]:
        """What the program says it has."""
        return self._languages

    def recognize(self, image: Gray, request: Request) -> tuple[OcrWord, ...]:
        """The words of an image in reading order.

        Raises:
            OSError: The program cannot be run.
            subprocess.SubprocessError: It failed, or was over its time.
        """
        options = ["-l", request.languages, "--psm", str(_SEGMENTATION[request.layout])]
        options += ["--dpi", str(request.dpi), "--oem", "1"]
        if request.only:
            options += ["-c", f"tessedit_char_whitelist={request.only}"]
        return _words(self._run(image, [*options, "tsv"]))

    def orientation(self, image: Gray) -> tuple[int, float]:
        """Tesseract's orientation and script detection."""
        if "osd" not in self._languages:
            return 0, 0.0
        try:
            answer = self._run(image, ["--psm", "0"])
        except subprocess.CalledProcessError:  # «Too few characters»: it cannot tell
            return 0, 0.0
        fields = dict(line.split(":", 1) for line in answer.splitlines() if ":" in line)
        try:
            turned = int(fields["Orientation in degrees"])
            return turned % 360, float(fields["Orientation confidence"])
        except (KeyError, ValueError):
            return 0, 0.0

    def _run(self, image: Gray, options: list[str]) -> str:
        import cv2

        encoded = cv2.imencode(".png", image)[1].tobytes()
        done = subprocess.run(
            [self._program, "stdin", "stdout", *options],
            input=encoded,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
        return done.stdout.decode("utf-8", "replace")


def _words(tsv: str) -> tuple[OcrWord, ...]:
    """The word rows of Tesseract's TSV (level 5), lines numbered in their order."""
    words: list[OcrWord] = []
    line, last = -1, None
    for row in tsv.splitlines():
        fields = row.split("\t")
        if len(fields) < 12 or fields[0] != "5" or not fields[11].strip():
            continue
        where = tuple(fields[1:5])
        if where != last:
            line, last = line + 1, where
        left, top, width, height = (int(value) for value in fields[6:10])
        confidence = min(max(float(fields[10]) / 100, 0.0), 1.0)
        words.append(
            OcrWord(fields[11].strip(), confidence, left, top, left + width, top + height, line)
        )
    return tuple(words)
