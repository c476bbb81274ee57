from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.errors import DamagedFile, EncryptedFile, ExtractError, TooLarge, UnknownFormat
from extract.readers.archive import Limits, Member, clean_name, is_archive, members


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def unpack(tmp_path: Path, name: str, data: bytes, limits: Limits | None = None) -> list[Member]:
    path = tmp_path / name
    path.write_bytes(data)
    target = tmp_path / "out"
    target.mkdir(exist_ok=True)
    assert is_archive(path)
    return list(members(path, target, limits, source=name))


def sources(found: list[Member]) -> list[str]:
    return [member.source for member in found]


def test_members_keep_their_path_as_source(tmp_path: Path) -> None:
    found = unpack(tmp_path, "a.zip", zipped({"2017/приказ.txt": b"one", "b.txt": b"two"}))

    assert sources(found) == ["a.zip!/2017/приказ.txt", "a.zip!/b.txt"]
    assert [member.path.read_bytes() for member in found] == [b"one", b"two"]
    assert all(member.path.suffix == ".txt" for member in found)


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt", "..\\evil.txt"]
)
def test_names_never_lead_out_of_the_target(tmp_path: Path, name: str) -> None:
    (member,) = unpack(tmp_path, "a.zip", zipped({name: b"x"}))

    assert member.path.resolve().parent == (tmp_path / "out").resolve()
    assert ".." not in member.source
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "out"}


@pytest.mark.parametrize("code", ["cp866", "cp1251"])
def test_names_in_dos_and_windows_letters_are_read(tmp_path: Path, code: str) -> None:
    name = "Приказ об утверждении.txt"
    data = zipped({"X" * len(name): b"x"}).replace(b"X" * len(name), name.encode(code))

    assert sources(unpack(tmp_path, "a.zip", data)) == [f"a.zip!/{name}"]


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    inner = zipped({"in.txt": b"x"})
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        info = tarfile.TarInfo("deep/inner.zip")
        info.size = len(inner)
        tar.addfile(info, io.BytesIO(inner))

    assert sources(unpack(tmp_path, "a.tar.gz", out.getvalue())) == [
        "a.tar.gz!/deep/inner.zip!/in.txt"
    ]


def test_a_single_packed_file_is_a_member(tmp_path: Path) -> None:
    assert sources(unpack(tmp_path, "order.txt.gz", gzip.compress(b"x"))) == [
        "order.txt.gz!/order.txt"
    ]


def test_links_and_devices_in_a_tar_are_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)

    assert unpack(tmp_path, "a.tar", out.getvalue()) == []


def test_7z_is_unpacked(tmp_path: Path) -> None:
    import py7zr

    path = tmp_path / "a.7z"
    with py7zr.SevenZipFile(path, "w") as archive:
        archive.writestr("приказ", "папка/приказ.txt")

    found = unpack(tmp_path, "a.7z", path.read_bytes())

    assert sources(found) == ["a.7z!/папка/приказ.txt"]
    assert found[0].path.read_text(encoding="utf-8") == "приказ"


def test_a_damaged_7z_is_an_extract_error(tmp_path: Path) -> None:
    with pytest.raises(ExtractError):
        unpack(tmp_path, "a.7z", bytes.fromhex("377ABCAF271C0004") + bytes(40))


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"] = "clerk@district.example"
    message["To"] = "school@district.example"
    message["Subject"] = "приказ"
    message.set_content("Текст письма")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def test_attachments_of_a_mail_are_members(tmp_path: Path) -> None:
    found = unpack(
        tmp_path, "a.eml", mail(("приказ № 5.txt", b"x"), ("план.zip", zipped({"a.txt": b"y"})))
    )

    assert sources(found) == ["a.eml!/приказ № 5.txt", "a.eml!/план.zip!/a.txt"]


def test_a_mail_without_attachments_gives_its_text(tmp_path: Path) -> None:
    (member,) = unpack(tmp_path, "a.eml", mail())

    assert member.path.read_text(encoding="utf-8").strip() == "Текст письма"


def test_raw_letters_in_a_file_name_of_a_mail_are_read(tmp_path: Path) -> None:
    data = (
        b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: application/octet-stream; name="'
        + "приказ об утверждении.txt".encode("cp1251")
        + b'"\r\nContent-Disposition: attachment\r\n\r\nx\r\n'
    )

    (member,) = unpack(tmp_path, "a.eml", data)

    assert member.source == "a.eml!/приказ об утверждении.txt"


def test_more_members_than_allowed_stop_everything(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        unpack(tmp_path, "a.zip", zipped({f"{n}.txt": b"x" for n in range(9)}), Limits(count=8))


def test_an_oversized_member_is_an_error_in_its_place(tmp_path: Path) -> None:
    data = zipped({"big.txt": b"x" * 5000, "small.txt": b"x"})

    big, small = unpack(tmp_path, "a.zip", data, Limits(size=1000))

    assert isinstance(big.error, TooLarge)
    assert not big.path.exists()
    assert small.error is None


def test_a_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    (member,) = unpack(tmp_path, "a.zip", zipped({"bomb.txt": bytes(8_000_000)}))

    assert isinstance(member.error, TooLarge)


def test_all_members_together_are_limited(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        unpack(
            tmp_path, "a.zip", zipped({f"{n}": b"x" * 400 for n in range(5)}), Limits(total=1000)
        )


def test_archives_nested_too_deeply_are_an_error_in_their_place(tmp_path: Path) -> None:
    data = b"x"
    for level in range(4):
        data = zipped({f"{level}.zip" if level else "a.txt": data})

    (member,) = unpack(tmp_path, "a.zip", data, Limits(depth=2))

    assert isinstance(member.error, TooLarge)


def test_a_damaged_archive_inside_is_an_error_and_the_others_go_on(tmp_path: Path) -> None:
    broken = zipped({"a.txt": b"x"})[:-10]

    bad, good = unpack(tmp_path, "a.zip", zipped({"bad.zip": broken, "good.txt": b"x"}))

    assert isinstance(bad.error, DamagedFile)
    assert good.error is None


def test_an_encrypted_member_is_an_error_in_its_place(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1

    (member,) = unpack(tmp_path, "a.zip", bytes(data))

    assert isinstance(member.error, EncryptedFile)


def test_a_cut_off_archive_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": b"x" * 100})[:50])

    with pytest.raises(DamagedFile):
        list(members(path, tmp_path))


def test_a_document_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("приказ", encoding="utf-8")

    assert not is_archive(path)
    assert not is_archive(tmp_path / "missing.zip")
    with pytest.raises(UnknownFormat):
        list(members(path, tmp_path))


def test_what_systems_leave_behind_is_left_out(tmp_path: Path) -> None:
    data = zipped({"__MACOSX/a.txt": b"x", "Thumbs.db": b"x", "~$a.docx": b"x", "b.txt": b"x"})

    assert sources(unpack(tmp_path, "a.zip", data)) == ["a.zip!/b.txt"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [("a\\b.txt", "a/b.txt"), ("./a//b", "a/b"), ("..", "unnamed"), ("a\x00b\n", "ab")],
)
def test_names_are_made_fit_for_people(name: str, clean: str) -> None:
    assert clean_name(name) == clean
