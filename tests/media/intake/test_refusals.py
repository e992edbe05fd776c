"""Files that are refused: hostile, broken, locked or misnamed. Each says why in Chinese."""

import os
import re
import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from reportlab.pdfgen import canvas

from gongkai.media.intake import CannotTakeIn, limits, take_in, take_in_guarded
from gongkai.media.intake.sniffing import OLE
from tests.media.intake.office_files import BODY, line, parts_of, png, saved, with_parts

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    b'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.document.main+xml"/></Types>'
)


def a_document(folder: Path) -> Path:
    document = docx.Document()
    line(document, BODY)
    return saved(document, folder)


def a_pdf(folder: Path, name: str = "a.pdf") -> Path:
    drawing = canvas.Canvas(str(folder / name))
    drawing.drawString(80, 700, "Annual report of openness")
    drawing.save()
    return folder / name


def refusal(path: Path, name: str) -> str:
    """The message of the refusal, the same inside the guard and without it."""
    with pytest.raises(CannotTakeIn) as direct:
        take_in(path, name=name)
    with pytest.raises(CannotTakeIn) as guarded:
        take_in_guarded(path, name=name)
    assert str(direct.value) == str(guarded.value)
    assert re.search("[\u4e00-\u9fff]", str(direct.value))
    assert str(path.parent) not in str(direct.value)
    return str(direct.value)


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    assert "空" in refusal(tmp_path / "a.docx", "a.docx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "找不到" in refusal(tmp_path / "none.docx", "none.docx")


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as out:
        out.write(b"%PDF-1.4")
        out.truncate(limits.MAX_BYTES + 1)
    assert "过大" in refusal(path, "a.pdf")


def test_a_truncated_document(tmp_path: Path) -> None:
    path = a_document(tmp_path)
    path.write_bytes(path.read_bytes()[:8000])
    assert "损坏" in refusal(path, "a.docx")


def test_a_damaged_part(tmp_path: Path) -> None:
    path = with_parts(a_document(tmp_path), {"word/document.xml": b"<w:document><w:body>"})
    assert "损坏" in refusal(path, "a.docx")


def test_a_pdf_named_as_a_document(tmp_path: Path) -> None:
    assert "PDF" in refusal(a_pdf(tmp_path), "报告.docx")


def test_a_program_named_as_a_document(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"MZ\x90\x00" + bytes(100))
    assert "可执行" in refusal(tmp_path / "a", "报告.docx")


def test_an_archive_named_as_a_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.txt", "x")
    assert "压缩包" in refusal(tmp_path / "a.zip", "报告.docx")


def test_bytes_without_a_form(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(256)) * 10)
    assert "无法识别" in refusal(tmp_path / "a", "报告.docx")


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.pptm"])
def test_names_of_macro_formats(tmp_path: Path, name: str) -> None:
    assert "宏" in refusal(a_document(tmp_path), name)


def test_macros_inside_an_ordinary_name(tmp_path: Path) -> None:
    path = with_parts(a_document(tmp_path), {"word/vbaProject.bin": b"x"})
    assert "另存为不带宏" in refusal(path, "a.docx")


def test_a_document_locked_with_a_password(tmp_path: Path) -> None:
    content = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    (tmp_path / "a.docx").write_bytes(content)
    assert "密码" in refusal(tmp_path / "a.docx", "a.docx")


def test_a_pdf_locked_with_a_password(tmp_path: Path) -> None:
    with pikepdf.open(a_pdf(tmp_path)) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    assert "密码" in refusal(tmp_path / "locked.pdf", "a.pdf")


def test_a_truncated_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert "损坏" in refusal(tmp_path / "a.pdf", "a.pdf")


def test_a_truncated_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png((300, 300))[:200])
    assert "损坏" in refusal(tmp_path / "a.png", "a.png")


def test_a_picture_of_too_many_pixels(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    import zlib

    chunk = b"IHDR" + header
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    content += struct.pack(">I", zlib.crc32(chunk)) + png()[33:]
    (tmp_path / "a.png").write_bytes(content)
    assert "像素" in refusal(tmp_path / "a.png", "a.png")


def test_a_zip_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        with packed.open("word/document.bin", "w", force_zip64=True) as part:
            for _megabyte in range(60):
                part.write(bytes(limits.MEGABYTE))
    assert "炸弹" in refusal(tmp_path / "a.docx", "a.docx")


def test_too_many_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        for number in range(limits.MAX_PARTS + 1):
            packed.writestr(f"word/{number}.xml", "")
    assert "部件超过" in refusal(tmp_path / "a.docx", "a.docx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "word\\..\\..\\x", "c:/x"])
def test_part_names_that_leave_the_package(tmp_path: Path, name: str) -> None:
    path = a_document(tmp_path)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(zipfile.ZipInfo(name), "x")
    assert "外部目录" in refusal(path, "a.docx")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(
        f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' if at else '<!ENTITY l0 "哈哈">'
        for at in range(10)
    )
    document = parts_of(a_document(tmp_path).read_bytes())["word/document.xml"].decode()
    document = document.replace("<w:document", f"<!DOCTYPE d [{laughs}]><w:document", 1)
    document = document.replace(BODY, "&l9;")
    path = with_parts(tmp_path / "文件.docx", {"word/document.xml": document.encode()})
    started = time.monotonic()
    assert re.search("DTD|异常", refusal(path, "a.docx"))
    assert time.monotonic() - started < 5


def test_files_outside_are_not_read_through_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("绝密内容")
    document = parts_of(a_document(tmp_path).read_bytes())["word/document.xml"].decode()
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'
    document = document.replace("<w:document", entity, 1).replace(BODY, "&x;")
    path = with_parts(tmp_path / "文件.docx", {"word/document.xml": document.encode()})
    assert "DTD" in refusal(path, "a.docx")


def test_xml_nested_without_end(tmp_path: Path) -> None:
    deep = b"<a>" * 100_000
    path = with_parts(a_document(tmp_path), {"word/document.xml": deep})
    assert refusal(path, "a.docx")


def test_old_formats_say_what_is_missing_and_the_way_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    content = OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    (tmp_path / "a.doc").write_bytes(content)
    with pytest.raises(CannotTakeIn) as refused:
        take_in(tmp_path / "a.doc", name="a.doc")
    assert "另存为 docx" in str(refused.value)
    assert "apt-get install libreoffice-writer-nogui" in str(refused.value)


def test_a_reader_that_takes_too_long_is_stopped_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "bin" / "soffice"
    slow.parent.mkdir()
    slow.write_text(f"#!/bin/sh\nsleep 300 & echo $! > {tmp_path}/child; wait\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    content = OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    (tmp_path / "a.doc").write_bytes(content)
    started = time.monotonic()
    with pytest.raises(CannotTakeIn, match="超过 2 秒"):
        take_in_guarded(tmp_path / "a.doc", name="a.doc", seconds=2)
    assert time.monotonic() - started < 6
    child = int((tmp_path / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_reader_without_memory_is_an_answer(tmp_path: Path) -> None:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (9000, 9000)).save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())
    with pytest.raises(CannotTakeIn, match="内存"):
        take_in_guarded(tmp_path / "a.png", name="a.png", memory_mb=300)


def test_a_reader_that_crashes_is_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deadly = tmp_path / "bin" / "soffice"
    deadly.parent.mkdir()
    deadly.write_text("#!/bin/sh\nkill -SEGV $PPID\n")
    deadly.chmod(0o755)
    monkeypatch.setenv("PATH", f"{deadly.parent}:{os.environ['PATH']}")
    content = OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    (tmp_path / "a.doc").write_bytes(content)
    with pytest.raises(CannotTakeIn, match="异常退出"):
        take_in_guarded(tmp_path / "a.doc", name="a.doc")
