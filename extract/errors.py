"""Why a file gives no result: which file, what happened, what to do.

docs/errors.md has one heading for each situation.
"""

from __future__ import annotations


class ExtractError(Exception):
    """A file could not be read; the message says what to do about it."""

    advice = "Open it in its own program to see whether it is whole"
    code = "unreadable"

    def __init__(self, source: str, detail: str) -> None:
        super().__init__(f"{source}: {detail}. {self.advice}".rstrip(" ."))
        self.source = source
        self.detail = detail

    def __reduce__(self) -> tuple[type[ExtractError], tuple[str, str]]:
        """Errors cross from worker processes; rebuild them from their parts."""
        return (type(self), (self.source, self.detail))


class EmptyFile(ExtractError):
    """The file has no bytes, or no text at all."""

    code = "empty"
    advice = "Get the file again from where it came"


class DamagedFile(ExtractError):
    """The file is cut off or its inner structure is broken."""

    code = "damaged"
    advice = "Get the file again, or save it anew in the program that opens it"


class EncryptedFile(ExtractError):
    """The file opens only with a password."""

    code = "encrypted"
    advice = "Save an unprotected copy and run again"


class UnknownFormat(ExtractError):
    """The bytes are of no format that the program reads."""

    code = "unknown-format"
    advice = "Convert it to DOCX, PDF or text and run again"


class TooLarge(ExtractError):
    """The file, or what it unpacks to, is over the limits."""

    code = "too-large"
    advice = "Split it, or raise the limit if you trust where it came from"


class MissingPart(ExtractError):
    """A program that this format needs is not installed."""

    code = "missing-part"
    advice = "Run 'prikaz doctor' to see how to install it"


class NotAnOrder(ExtractError):
    """The file was read, and it holds neither an order nor a plan."""

    code = "not-an-order"
    advice = "If it should be one, look at it with 'prikaz parse --document'"
