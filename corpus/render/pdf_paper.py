"""Paper for the PDF writer: fonts, pages, lines of text, rulings.

Everything is placed in points from the top-left corner. A line of text is
measured with the font's own widths, so text wraps here as in a text processor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts")
_FONTS = {
    "serif": ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    "sans": ("LiberationSans-Regular", "LiberationSans-Bold"),
    "dejavu": ("DejaVuSans", "DejaVuSans-Bold"),
}
_VOWELS = frozenset("аеёиоуыэюя")
_TO_LATIN = str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy")
_TEXT_LAYERS: dict[str, Callable[[str], str]] = {
    "good": lambda text: text,
    "mojibake": lambda text: text.encode("cp1251", "replace").decode("latin-1"),
    "lookalikes": lambda text: text.translate(_TO_LATIN),
}


def font_file(name: str) -> Path:
    """The file of an installed font.

    Raises:
        FileNotFoundError: The font is not installed.
    """
    for folder in _FONT_FOLDERS:
        for path in sorted(Path(folder).rglob(f"{name}.ttf")):
            return path
    raise FileNotFoundError(f"font {name} is not installed")


@lru_cache
def _register(name: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(name, str(font_file(name))))
    return name


@dataclass(frozen=True, slots=True)
class Type:
    """A typeface at a size; `leading` is the step from baseline to baseline."""

    family: str = "serif"
    size: float = 12.0

    @property
    def leading(self) -> float:
        """The step from baseline to baseline, in points."""
        return 1.15 * self.size

    def font(self, *, bold: bool = False) -> str:
        """The registered name of the regular or the bold face."""
        return _register(_FONTS[self.family][int(bold)])

    def width(self, text: str, *, bold: bool = False) -> float:
        """The width of a text, in points."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        return float(stringWidth(text, self.font(bold=bold), self.size))

    def wrap(
        self,
        text: str,
        width: float,
        *,
        bold: bool = False,
        first: float = 0.0,
        hyphenate: bool = False,
    ) -> list[str]:
        """The lines of a text in a measure; line feeds are kept, `first` indents the first line.

        A word wider than the measure is cut where the measure ends, without a
        hyphen, as text processors do.
        """
        lines: list[str] = []
        for number, part in enumerate(text.split("\n")):
            lines += self._wrap_part(part, width, bold, first if number == 0 else 0.0, hyphenate)
        return lines

    def _wrap_part(
        self, part: str, width: float, bold: bool, first: float, hyphenate: bool
    ) -> list[str]:
        lines: list[str] = []
        line = ""
        waiting = part.split()[::-1]
        while waiting:
            word = waiting.pop()
            room = width - (first if not lines else 0.0)
            longer = f"{line} {word}" if line else word
            if self.width(longer, bold=bold) <= room:
                line = longer
                continue
            cut = self._cut(line, word, room, bold) if hyphenate else 0
            if cut:
                lines.append(f"{line} {word[:cut]}-".strip())
                line = ""
                waiting.append(word[cut:])
            elif line:
                lines.append(line)
                line = ""
                waiting.append(word)
            else:
                end = next(
                    (
                        n
                        for n in range(len(word) - 1, 1, -1)
                        if self.width(word[:n], bold=bold) <= room
                    ),
                    1,
                )
                lines.append(word[:end])
                if word[end:]:
                    waiting.append(word[end:])
        return [*lines, line] if line or not lines else lines

    def _cut(self, line: str, word: str, room: float, bold: bool) -> int:
        """Where a hyphenated word can be cut: after a vowel, two letters from both ends."""
        letters = word.rstrip(",.;:»)")
        if not letters.isalpha() or len(letters) < 6:
            return 0
        for end in range(len(letters) - 2, 2, -1):
            parted = letters[end - 1].lower() in _VOWELS and letters[end] not in "йьъ"
            rest = set(letters[end:].lower()) & _VOWELS
            if parted and rest and self.width(f"{line} {word[:end]}-".strip(), bold=bold) <= room:
                return end
        return 0


class Paper:
    """A PDF under way: the page's size, and drawing from the top-left corner.

    `turned` lays each page's content on its side: the sheet is stored upright
    and carries /Rotate, as scanners and some printers write landscape pages.
    """

    def __init__(self, path: Path, *, password: str | None = None, layer: str = "good") -> None:
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen.canvas import Canvas

        encrypt = None
        if password is not None:
            encrypt = StandardEncryption(password, ownerPassword="owner", canPrint=1)
        self._canvas: Any = Canvas(str(path), encrypt=encrypt, invariant=1)
        self._recode = _TEXT_LAYERS[layer]
        self.width = self.height = 0.0

    def begin(self, width: float, height: float, *, turned: bool = False) -> None:
        """Start a page of a size as a person reads it."""
        self.width, self.height = width, height
        if turned:
            # reportlab swaps the sides of a rotated page itself
            self._canvas.setPageSize((width, height))
            self._canvas.setPageRotation(90)
            self._canvas.translate(height, 0)
            self._canvas.rotate(90)
        else:
            self._canvas.setPageSize((width, height))
            self._canvas.setPageRotation(0)

    def end(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def text(self, x: float, base: float, text: str, type_: Type, *, bold: bool = False) -> None:
        """Draw a text that begins at `x` on a baseline."""
        self._canvas.setFont(type_.font(bold=bold), type_.size)
        self._canvas.drawString(x, self.height - base, self._recode(text))

    def justified(self, x: float, base: float, text: str, width: float, type_: Type) -> None:
        """Draw a text with its spaces widened to fill `width`, word by word."""
        words = text.split()
        if len(words) < 2:
            self.text(x, base, text, type_)
            return
        free = width - sum(type_.width(word) for word in words)
        for word in words:
            self.text(x, base, word, type_)
            x += type_.width(word) + free / (len(words) - 1)

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Draw a rule."""
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x0, self.height - top, x1, self.height - bottom)


def offset(align: str, width: float, room: float) -> float:
    """How far a text of a width stands from the left edge of its room."""
    return {"center": (room - width) / 2, "right": room - width}.get(align, 0.0)


def halves(lines: Sequence[str], count: int) -> tuple[list[str], list[str]]:
    """The lines before and after a cut."""
    return list(lines[:count]), list(lines[count:])
