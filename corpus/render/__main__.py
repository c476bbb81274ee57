"""Write the invented orders to a folder: `python -m corpus.render FOLDER [FORMAT…]`."""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.load import load_orders
from corpus.render import DEFAULT_FORMATS, RENDERERS, render_orders


def main(arguments: list[str]) -> int:
    """Write every order in every format, one folder for each format; 2 means wrong usage."""
    names = arguments[1:] or list(DEFAULT_FORMATS)
    unknown = [name for name in names if name not in RENDERERS]
    if not arguments or unknown:
        sys.stderr.write(f"{' '.join(unknown)}\n" if unknown else "")
        sys.stderr.write(f"python -m corpus.render FOLDER [{'|'.join(RENDERERS)}]…\n")
        return 2
    orders = load_orders()
    for name in names:
        folder = Path(arguments[0]) / name
        folder.mkdir(parents=True, exist_ok=True)
        render_orders(orders, name, folder)
    sys.stderr.write(f"{len(orders)} orders in {', '.join(names)}: {arguments[0]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
