"""Image files as documents: many pages, bad pages, files that are no orders at all."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.document import Document, Paragraph, Place
from extract.errors import DamagedFile, EmptyFile, ExtractError, MissingPart
from extract.ocr import engine as engines
from extract.readers import crop, image

FONT = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
LINES = (
    "Утвердить план проверки готовности школ района",
    "Провести совещание руководителей учреждений",
    "Представить отчёт до 15 октября 2021 года",
)


@pytest.fixture(autouse=True)
def _needs_tesseract() -> None:
    try:
        engines.default_engines()
    except MissingPart as error:
        pytest.skip(str(error))


def page(first: str = LINES[0]) -> Image.Image:
    drawn = Image.new("L", (1000, 420), 255)
    draw = ImageDraw.Draw(drawn)
    font = ImageFont.truetype(FONT, 36)
    for number, line in enumerate((first, *LINES[1:])):
        draw.text((60, 60 + 90 * number), line, font=font, fill=0)
    return drawn


def read(path: Path) -> Document:
    return image.read(path, source=path.name, sha256="0" * 64)


def words(document: Document) -> str:
    return " ".join(block.text for block in document.blocks() if isinstance(block, Paragraph))


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "bmp", "gif", "webp", "jp2"])
def test_every_format_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"order.{suffix}"
    page().save(path)

    document = read(path)

    assert document.format == "image"
    assert LINES[0] in words(document)


def test_tiff_has_many_pages(tmp_path: Path) -> None:
    path = tmp_path / "order.tif"
    page().save(path, save_all=True, append_images=[page("О проведении диктанта")], dpi=(200, 200))

    document = read(path)

    assert [each.number for each in document.pages] == [1, 2]
    assert document.pages[0].width == pytest.approx(360)
    assert "О проведении диктанта" in words(document)


def test_bad_page_costs_one_page(tmp_path: Path) -> None:
    path = tmp_path / "order.tif"
    page().save(path, save_all=True, append_images=[page(), page("О проведении диктанта")],
                compression="tiff_lzw")  # fmt: skip
    data = bytearray(path.read_bytes())
    with Image.open(path) as file:
        file.seek(1)
        start = file.tag_v2[273][0]  # type: ignore[attr-defined]
        size = file.tag_v2[279][0]  # type: ignore[attr-defined]
    data[start : start + size] = b"\xff" * size
    path.write_bytes(data)

    document = read(path)

    assert "О проведении диктанта" in words(document)
    assert len(document.pages) >= 2


def test_animation_is_one_picture(tmp_path: Path) -> None:
    path = tmp_path / "order.gif"
    page().save(path, save_all=True, append_images=[page("Вторая"), page("Третья")])

    assert len(read(path).pages) == 1


def test_telephone_picture_lying_on_its_side_is_turned(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 8
    page().rotate(-90, expand=True).save(path, exif=exif, quality=90)

    assert LINES[0] in words(read(path))


@pytest.mark.parametrize(
    ("claimed", "width"),
    [((200, 200), 360.0), ((72, 72), 595.3 * 1000 / 420), ((1, 1), 595.3 * 1000 / 420)],
)
def test_resolution_that_no_scanner_makes_is_not_believed(
    claimed: tuple[int, int], width: float
) -> None:
    drawn = page()
    drawn.info["dpi"] = claimed

    assert image.page_size(drawn)[0] == pytest.approx(width, rel=0.01)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
        b"\xff\xd8\xff\xe0" + b"\x00" * 500,
        b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"BM" + b"\xff" * 60,
    ],
)
def test_broken_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.img"
    path.write_bytes(data)

    with pytest.raises(ExtractError):
        read(path)


def test_cut_off_file_is_damaged_or_partly_read(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.jpg", tmp_path / "cut.jpg"
    page().save(whole)
    path.write_bytes(whole.read_bytes()[:-4000])

    with pytest.raises(DamagedFile, match="could not be unpacked"):
        read(path)


def test_gigantic_claim_is_refused_without_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    import zlib

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )

    with pytest.raises(DamagedFile, match="too large"):
        read(path)


def test_picture_without_text_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    Image.new("RGB", (600, 400), "white").save(path)

    with pytest.raises(EmptyFile):
        read(path)


def test_photograph_of_anything_gives_no_order_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "cat.jpg"
    noise = np.random.default_rng(3).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((900, 600), Image.Resampling.BICUBIC).save(path)

    try:
        document = read(path)
    except EmptyFile:
        return
    assert len(words(document)) < 200


def test_missing_engine_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "order.png"
    page().save(path)

    def nothing() -> None:
        raise MissingPart("scan", f"no engine ({engines.INSTALL_LINE})")

    monkeypatch.setattr(engines, "default_engines", nothing)

    with pytest.raises(MissingPart, match="apt-get install tesseract-ocr") as caught:
        read(path)
    assert caught.value.source == "order.png"


def test_place_is_cut_out_of_its_page(tmp_path: Path) -> None:
    path = tmp_path / "order.tif"
    page().save(path, save_all=True, append_images=[page()], dpi=(200, 200))
    first = next(iter(read(path).blocks()))

    piece = crop.crop(first.place, path)

    assert piece.startswith(b"\x89PNG")
    (tmp_path / "piece.png").write_bytes(piece)
    with Image.open(tmp_path / "piece.png") as cut:
        assert 0 < cut.height < 420


def test_cutting_from_a_page_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "order.png"
    page().save(path)

    with pytest.raises(DamagedFile, match="no page 7"):
        crop.crop(Place(7), path)


def test_finding_of_a_page_is_told_once(tmp_path: Path) -> None:
    from extract.structure.parse import parse_order

    path = tmp_path / "order.png"
    wide = Image.new("L", (2000, 840), 255)
    both = (page("ПРИКАЗ от 14 марта 2021 года № 57"), page("Контроль оставляю за собой"))
    for place, half in enumerate(both):
        for row in range(2):
            wide.paste(half, (1000 * place, 420 * row))
    wide.save(path, dpi=(200, 200))

    order = parse_order(read(path))

    codes = [finding.code for finding in order.findings]
    assert codes.count("ocr.double-page") == 1


def test_gigantic_image_is_reduced_while_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    huge = Image.new("1", (15_000, 15_000), 1)
    huge.paste(page().resize((10_000, 4_200)), (1000, 1000))
    huge.save(path, dpi=(1200, 1200), compress_level=1)

    unpacked = image.open_page(path, 1)

    assert max(unpacked.size) <= image.LARGEST_SIDE + 1000
    assert image.page_size(unpacked) == pytest.approx((900, 900), rel=0.01)
