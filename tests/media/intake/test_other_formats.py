"""Plain text, web pages, pictures, ODT and OFD."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from gongkai.media.intake import clean_copy, pandoc, take_in
from gongkai.media.intake.pictures import without_metadata
from tests.media.intake.office_files import BODY, everything_in, photograph, png, with_parts

TEXT = (
    f"关于做好公开工作的通知\r\n\r\n各局属单位：\n　　{BODY}\n"
    f"一、总体要求\n(一)工作目标:{BODY}\n1.甲。\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    taken = take_in(tmp_path / "a.txt", name="a.txt")
    assert taken.title == "关于做好公开工作的通知"
    assert taken.facts.addressee == "各局属单位"
    assert [(heading.level, heading.text) for heading in taken.headings] == [
        (1, "一、总体要求"),
        (2, "(一)工作目标:"),
    ]
    assert taken.text.splitlines()[1] == BODY
    assert clean_copy(tmp_path / "a.txt", name="a.txt").content.decode("utf-8").startswith("关于")


def test_a_page_keeps_its_text_and_loses_its_programs(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<!DOCTYPE html><html><head><title>网站名</title><style>p{}</style></head><body>"
        "<h1>关于公开的公告</h1><script>alert(1)</script><div>散落的文字<div>内层</div></div>"
        '<p onclick="x()" style="color:red" class="k">段落<img src="https://x.cn/a.png">'
        '<a href="javascript:x()">坏链接</a><a href="https://www.gov.cn/">好链接</a></p>'
        "<h2>背景</h2><iframe src='x'></iframe><ul><li><p>甲</p><p>乙</p></li></ul></body></html>",
        encoding="utf-8",
    )
    taken = take_in(tmp_path / "a.html", name="a.html")
    assert taken.title == "关于公开的公告"
    assert taken.text.splitlines() == ["散落的文字", "内层", "段落坏链接好链接", "背景", "甲", "乙"]
    for gone in ("script", "onclick", "style", "class", "javascript", "x.cn", "iframe"):
        assert gone not in taken.html
        assert gone.encode() not in clean_copy(tmp_path / "a.html", name="a.html").content
    said = "".join(taken.losses)
    assert "脚本" in said
    assert "1 幅图片" in said


def test_a_photograph_becomes_a_figure_and_loses_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photograph())
    taken = take_in(tmp_path / "a.jpg", name="现场.jpg")
    assert (taken.title, taken.format, taken.images) == ("现场", "JPEG", 1)
    assert taken.html.startswith('<figure id="b1"><img')
    copy = clean_copy(tmp_path / "a.jpg", name="a.jpg")
    image = Image.open(BytesIO(copy.content))
    assert not image.getexif()
    assert "comment" not in image.info
    assert any("GPS" in removed for removed in copy.removed)


def test_a_turned_photograph_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40)).save(tmp_path / "a.jpg", exif=exif)
    picture = take_in(tmp_path / "a.jpg", name="a.jpg").pictures[0]
    assert (picture.width, picture.height) == (40, 60)
    copy = clean_copy(tmp_path / "a.jpg", name="a.jpg").content
    assert Image.open(BytesIO(copy)).size == (40, 60)
    assert Image.open(BytesIO(without_metadata((tmp_path / "a.jpg").read_bytes()))).getexif() == {
        0x0112: 6
    }


def test_text_inside_a_png_is_removed_and_its_pixels_stay(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("Author", "Wang Wu")
    Image.new("RGBA", (9, 9), (1, 2, 3, 4)).save(tmp_path / "a.png", pnginfo=notes)
    with (tmp_path / "a.png").open("ab") as out:
        out.write(b"trailing secret")
    copy = clean_copy(tmp_path / "a.png", name="a.png").content
    assert b"Wang Wu" not in copy
    assert b"trailing secret" not in copy
    assert Image.open(BytesIO(copy)).getpixel((3, 3)) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("name", "kind", "copied"),
    [("a.tiff", "TIFF", "PNG"), ("a.webp", "WEBP", "WEBP"), ("a.heic", "HEIC", "JPEG")],
)
def test_other_pictures_are_kept_in_a_form_browsers_show(
    tmp_path: Path, name: str, kind: str, copied: str
) -> None:
    pillow_heif.register_heif_opener()
    Image.new("RGB", (64, 48), "blue").save(tmp_path / name)
    taken, copy = take_in(tmp_path / name, name=name), clean_copy(tmp_path / name, name=name)
    assert taken.format == kind
    assert (taken.pictures[0].width, taken.pictures[0].height) == (64, 48)
    assert copy.format == copied
    assert Image.open(BytesIO(copy.content)).format == copied
    assert clean_copy(tmp_path / name, name=name) == copy


def an_odt(folder: Path) -> Path:
    page = f"<h1>背景</h1><p>{BODY}</p><table><tr><td>甲</td><td>乙</td></tr></table><p>x</p>"
    made = subprocess.run(
        [pandoc.program(), "--from=html", "--to=odt", "--output=-"],
        input=page.encode(),
        capture_output=True,
        check=True,
    ).stdout
    path = folder / "a.odt"
    path.write_bytes(made)
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    note = (
        f'<office:annotation xmlns:office="{office}"><text:p>内部意见</text:p></office:annotation>'
    )
    return with_parts(path, {}, edits={"content.xml": ("/>背景", f"/>背景{note}")})


def test_an_odt_is_read_and_cleaned(tmp_path: Path) -> None:
    path = an_odt(tmp_path)
    taken, copy = take_in(path, name="报告.odt"), clean_copy(path, name="报告.odt")
    assert taken.format == "ODT"
    assert BODY in taken.text.splitlines()
    assert "甲\t乙" in taken.text
    assert "批注 1 条" in "".join(taken.losses)
    assert "内部意见".encode() not in everything_in(copy.content)
    assert clean_copy(path, name="报告.odt") == copy
    again = tmp_path / "again.odt"
    again.write_bytes(copy.content)
    assert take_in(again, name="报告.odt").html == taken.html


def an_ofd(folder: Path, *, signed: bool = False) -> Path:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    rows = "".join(
        f'<ofd:TextObject Boundary="{left} {top} {len(text) * 5.6} 6" Size="5.6">'
        f"<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>"
        for left, top, text in (
            (60, 40, "关于公开的通知"),
            (39.2, 60, "为进一步做好政府信息公开工作，现将有关事项通知如下"[:25]),
            (28, 70, "，请各单位认真贯彻执行。"),
        )
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Author>王五</ofd:Author>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        "<ofd:Pages><ofd:Page ID='1' "
        "BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>{rows}"
        "</ofd:Layer></ofd:Content></ofd:Page>",
    }
    if signed:
        parts["Doc_0/Signs/Sign_0/Signature.xml"] = "<x/>"
    with zipfile.ZipFile(folder / "a.ofd", "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return folder / "a.ofd"


def test_an_ofd_gives_its_text(tmp_path: Path) -> None:
    taken = take_in(an_ofd(tmp_path), name="a.ofd")
    assert (taken.format, taken.pages, taken.pages_estimated) == ("OFD", 1, False)
    assert "关于公开的通知" in taken.title + taken.text
    assert "现将有关事项通知如下，请各单位认真贯彻执行。" in taken.text.replace("\n", "")


def test_an_ofd_loses_its_author_unless_it_is_sealed(tmp_path: Path) -> None:
    copy = clean_copy(an_ofd(tmp_path), name="a.ofd")
    assert "王五".encode() not in everything_in(copy.content)
    sealed = an_ofd(tmp_path, signed=True)
    assert clean_copy(sealed, name="a.ofd").content == sealed.read_bytes()
    assert "电子签章" in "".join(take_in(sealed, name="a.ofd").losses)


def test_a_tiny_picture_inside_a_text_file_name_is_refused_by_content(tmp_path: Path) -> None:
    from gongkai.media.intake import CannotTakeIn

    (tmp_path / "a.txt").write_bytes(png())
    with pytest.raises(CannotTakeIn, match="PNG"):
        take_in(tmp_path / "a.txt", name="a.txt")
