"""五上墙 on paper: every word there, no sign below what can be read, split rather than shrunk."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest
import segno
from PIL import Image

from gongkai.printing.typesetting import MissingGlyph, png
from gongkai.printing.walls import Foot, wall_pdf, wall_pictures
from gongkai.rules.guides.service_guides import Fee, Place, ServiceGuide, Step, Term
from gongkai.rules.posters import PAPERS, SCREENS, Poster, Table, Words
from gongkai.rules.posters.elements import (
    Commitment,
    Commitments,
    Fine,
    Fines,
    Leader,
    Organisation,
    UnitLine,
    rows_of,
)
from gongkai.rules.posters.making import (
    ShownResult,
    commitments_poster,
    fees_poster,
    organisation_poster,
    process_poster,
    results_poster,
)
from tests.printing.paper import MADE_AT, MM, NOTO, fonts, pages

AGENCY = "示例市交通运输局"
ADDRESS = "https://gongkai.example.gov.cn/sheets/shili/fees/0123456789ab/"
FOOT = Foot(number="编号：shili-fees", version="版本：0123456789ab　2026-09-20", address=ADDRESS)
# Where characters differ by less, it is the typesetter's rounding.
NEARLY = 0.02


def organisation(entries: int) -> Poster:
    leaders = rows_of(Leader, [["局长", "全面工作"], ["副局长", "运输"], ["总工程师", "建设"]])
    units = [
        [
            f"第{n}运输管理科",
            f"承担第{n}类运输管理",
            f"0000-12345{n:02}",
            "一楼",
            leaders[n % 3].post,
        ]
        for n in range(entries)
    ]
    made = Organisation(
        agency=AGENCY,
        duties=("贯彻执行法律法规",),
        leaders=leaders,
        units=rows_of(UnitLine, units),
        address="示例市示范路1号",
    )
    return organisation_poster(made)


def fees(entries: int) -> Poster:
    guides = [
        ServiceGuide(
            name=f"第{n}类证件补发",
            fees=(Fee(name="工本费", price=f"{n + 7}元/本", basis="《示例省目录》第3项"),),
        )
        for n in range(entries)
    ]
    rows = [
        [f"第{n}种违法经营", "一般", "3000元以上", "《示例条例》第六十三条"] for n in range(entries)
    ]
    return fees_poster(AGENCY, guides, [Fines(title="罚款标准", rows=rows_of(Fine, rows))])


def commitments(entries: int) -> Poster:
    rows = [[f"第{n}项当场办结", "10分钟", "书面致歉", "0000-1"] for n in range(entries)]
    return commitments_poster(AGENCY, [Commitments(title="承诺", rows=rows_of(Commitment, rows))])


def process(entries: int) -> Poster:
    steps = tuple(
        Step(
            name=f"第{n}步审查",
            role="窗口",
            term=Term(number=n + 1),
            standard="材料齐全",
            question="材料齐全吗？" if n == 1 else "",
            otherwise="一次告知补正" if n == 1 else "",
        )
        for n in range(entries)
    )
    place = Place(address="一楼3号窗口", hours="8:30—17:30")
    return process_poster(
        ServiceGuide(name="道路旅客运输经营许可", process=steps, places=(place,)), AGENCY
    )


def results(entries: int) -> Poster:
    rows = [
        ShownResult(
            f"示交许〔2026〕{n}号", "货运经营许可", "示例运输公司", "准予许可", "2026-08-01"
        )
        for n in range(entries)
    ]
    return results_poster(AGENCY, "2026年第三季度", rows)


MAKERS = (organisation, fees, commitments, process, results)


@pytest.fixture(
    params=[(make, n) for make in MAKERS for n in (5, 50)], ids=lambda p: f"{p[0].__name__}-{p[1]}"
)
def poster(request: pytest.FixtureRequest) -> Poster:
    make, entries = request.param
    made: Poster = make(entries)
    return made


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _words(inner)
    elif hasattr(value, "__dict__"):
        yield from _words(tuple(part for name, part in vars(value).items() if name != "shape"))


def _sizes(pdf: bytes) -> list[tuple[str, float]]:
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_chars()):
                sign = text.get_text_range(at, 1)
                if sign.strip():
                    found.append((sign, raw.FPDFText_GetFontSize(text, at)))
    return found


def _bare(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_every_word_is_on_the_paper_and_none_too_small(poster: Poster, paper) -> None:
    pdf = wall_pdf(poster, paper, FOOT, made_at=MADE_AT, faces=NOTO)
    with pypdfium2.PdfDocument(pdf) as document:
        boxes = {tuple(round(side / MM) for side in page.get_size()) for page in document}
        count = len(document)
    assert boxes == {(round(paper.width / MM), round(paper.height / MM))}
    found = pages(pdf)
    together = _bare("".join(found))
    for part in _words(poster.blocks):
        for line in part.split("\n"):
            assert _bare(line) in together or _is_split(line, found)
    for number, page in enumerate(found, start=1):
        bare = _bare(page)
        assert f"第{number}张，共{count}张" in bare
        assert poster.title in bare
        assert AGENCY in bare
        assert _bare(FOOT.version) in bare
    sizes = _sizes(pdf)
    assert min(size for _, size in sizes) >= paper.text - NEARLY
    titles = [size for _, size in sizes if size > paper.text * 2]
    assert len(titles) == count * len(poster.title)
    assert min(titles) >= paper.title - NEARLY


def _is_split(line: str, found: list[str]) -> bool:
    """A line that runs over a page's end has a foot and a head in its middle."""
    bare = _bare(line)
    return any(
        _bare(page).find(bare[:cut]) >= 0 and any(bare[cut:] in _bare(other) for other in found)
        for page in found
        for cut in range(1, len(bare))
    )


def test_fifty_entries_take_more_sheets_and_not_smaller_type() -> None:
    for make in MAKERS:
        few, many = (
            wall_pdf(make(n), PAPERS["a1"], FOOT, made_at=MADE_AT, faces=NOTO) for n in (5, 50)
        )
        assert len(pages(many)) > len(pages(few))
        assert min(size for _, size in _sizes(many)) == min(size for _, size in _sizes(few))


def test_what_can_be_read_from_two_metres_is_written_down() -> None:
    assert (PAPERS["a1"].text, PAPERS["a1"].title) == (36, 120)
    texts = [PAPERS[name].text for name in ("a4", "a3", "a2", "a1")]
    assert texts == sorted(texts)
    assert texts[0] >= 12


def test_a_few_units_are_drawn_and_many_are_listed() -> None:
    assert [block.shape for block in organisation(5).blocks].count("chart") == 1
    assert [block.shape for block in organisation(50).blocks].count("chart") == 0


def test_the_same_poster_is_the_same_bytes_tagged_with_fonts_inside() -> None:
    one, other = (
        wall_pdf(fees(5), PAPERS["a3"], FOOT, made_at=MADE_AT, faces=NOTO) for _ in range(2)
    )
    assert one == other
    assert all(fonts(one).values())
    with pikepdf.open(BytesIO(one)) as document:
        told = document.open_metadata()
        assert told["dc:title"] == "收费和罚款标准"
        assert told["pdfuaid:part"] == "1"
        assert document.Root.MarkInfo.Marked


def test_the_code_on_each_sheet_leads_to_its_address() -> None:
    pdf = wall_pdf(fees(50), PAPERS["a4"], FOOT, made_at=MADE_AT, faces=NOTO)
    wanted = [list(row) for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            assert _modules(page.render(scale=6, grayscale=True).to_pil(), len(wanted)) == wanted


def _modules(page: Image.Image, count: int) -> list[list[int]]:
    """The dark and light squares of the code at the lower right, read from the picture."""
    width, height = page.size
    left, top = round(width * 0.78), round(height * 0.86)
    corner = page.crop((left, top, width, height)).point(lambda light: 255 if light < 128 else 0)
    # The hairline above the foot reaches into the corner; the code is what lies below it.
    below = corner.crop((0, round(corner.height * 0.12), *corner.size))
    box = below.getbbox()
    assert box
    code = below.crop(box)
    module = code.width / count
    return [
        [
            int(code.getpixel((int((x + 0.5) * module), int((y + 0.5) * module))) > 0)
            for x in range(count)
        ]
        for y in range(count)
    ]


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_a_screen_gets_its_own_dots(poster: Poster, screen) -> None:
    pictures = wall_pictures(poster, screen, FOOT, faces=NOTO)
    assert pictures
    for picture in pictures:
        assert Image.open(BytesIO(picture)).size == (screen.width, screen.height)


def test_a_picture_of_too_many_dots_is_refused() -> None:
    for ppi in (0, -1, 5000):
        with pytest.raises(ValueError, match="dots an inch"):
            png("wall", {}, ppi=ppi)


def test_a_missing_glyph_is_told_and_nothing_is_drawn() -> None:
    broken = Poster(title="服务承诺", agency=AGENCY, blocks=(Words(("微笑\U0001f600服务",)),))
    with pytest.raises(MissingGlyph, match="U\\+1F600"):
        wall_pdf(broken, PAPERS["a4"], FOOT, made_at=MADE_AT, faces=NOTO)


def test_typesetting_code_in_a_poster_is_shown_as_text() -> None:
    hostile = '#panic("x") $x$ @ref *bold* \\u{41} </td>'
    shown = Poster(
        title="服务承诺", agency=AGENCY, blocks=(Table((hostile,), ((hostile,),), (1,)),)
    )
    pdf = wall_pdf(shown, PAPERS["a3"], FOOT, made_at=MADE_AT, faces=NOTO)
    assert _bare("".join(pages(pdf))).count(_bare(hostile)) == 2


def test_a_row_as_long_as_a_sheet_runs_on() -> None:
    text = "测" * 1000
    shown = Poster(
        title="罚款", agency=AGENCY, blocks=(Table(("甲", "乙"), ((text, text),), (1, 1)),)
    )
    pdf = wall_pdf(shown, PAPERS["a4"], FOOT, made_at=MADE_AT, faces=NOTO)
    assert "".join(pages(pdf)).count("测") == 2000


def test_long_names_keep_the_title_off_the_text() -> None:
    shown = Poster(
        title="办事流程图", agency="示例市" * 12, note="特别长的事项名称" * 8,
        blocks=(Words(("正文从这里开始",)),),
    )  # fmt: skip
    pdf = wall_pdf(shown, PAPERS["a3"], FOOT, made_at=MADE_AT, faces=NOTO)
    assert len(pages(pdf)) == 1
    assert min(size for _, size in _sizes(pdf)) >= PAPERS["a3"].text - NEARLY
