"""A guide on paper: two sides for any guide, nothing lost in silence, a code that leads back."""

from dataclasses import replace

import pypdfium2
import pytest

from gongkai.printing.guides import (
    Fact,
    Foot,
    Leaflet,
    Point,
    Section,
    SlipRow,
    SlipSheet,
    leaflet_pdf,
    slip_pdf,
)
from gongkai.printing.typesetting import CannotPrint, MissingGlyph
from gongkai.rules.guides.flow import FlowStep
from tests.printing.paper import MADE_AT, MM, NOTO, joined
from tests.printing.scanning import carries

ADDRESS = "https://gongkai.example.cn/sheets/12/3/"
FOOT = Foot(number="MB123/2026-00012", version="第3版", dated="2026-09-01", address=ADDRESS)
STEPS = tuple(FlowStep(name, (f"{name}岗 · 1 个工作日",)) for name in ("受理", "审查", "决定"))


def leaflet(count: int = 5, length: int = 12, steps: int = 3) -> Leaflet:
    points = tuple(
        Point(f"第{at}号材料{'长' * length}", "原件 1 份，纸质") for at in range(1, count + 1)
    )
    return Leaflet(
        title="道路客运经营许可",
        agency="示例市交通运输局",
        tagline="适用于：企业法人",
        phone="0771-5812345",
        facts=(Fact("承诺时限", "10 个工作日"), Fact("收费", "不收费")),
        before=(
            Section(title="什么条件能办", points=(Point("有检测合格的车辆。"),)),
            Section(title="要带什么材料", points=points),
        ),
        process=tuple(STEPS[at % 3] for at in range(steps)),
        after=(
            Section(
                title="到哪里办", points=(Point("政务服务中心二楼 12 号窗口"),), is_essential=True
            ),
        ),
        foot=FOOT,
    )


SLIP = SlipSheet(
    title="道路客运经营许可",
    agency="示例市交通运输局",
    situation="企业法人，本人办理",
    summary="必须带 1 项材料，还缺 1 项。",
    rows=(SlipRow(name="申请表", demanded="原件 1 份", standing="还缺", remark="窗口领取"),),
    not_needed=("授权委托书（由本人办理时不用）",),
    notes=("请先打电话问清。",),
    facts=(Fact("多久办好", "10 个工作日"),),
    owed="材料不齐全的，窗口一次告知。",
    foot=FOOT,
)


def page_count(made: bytes) -> int:
    with pypdfium2.PdfDocument(made) as document:
        return len(document)


def printed(told: Leaflet) -> bytes:
    return leaflet_pdf(told, made_at=MADE_AT, faces=NOTO)


def test_a_leaflet_is_a4_on_its_side() -> None:
    with pypdfium2.PdfDocument(printed(leaflet())) as document:
        width, height = document[0].get_size()
    assert (round(width / MM), round(height / MM)) == (297, 210)


@pytest.mark.parametrize(
    ("count", "length", "steps"),
    [
        pytest.param(5, 12, 5, id="five"),
        pytest.param(50, 12, 50, id="fifty"),
        pytest.param(50, 900, 50, id="fifty-long-ones"),
        pytest.param(0, 0, 0, id="nothing"),
        pytest.param(400, 90, 400, id="beyond-reason"),
    ],
)
def test_any_guide_finds_room_on_two_sides(count: int, length: int, steps: int) -> None:
    made = printed(leaflet(count, length, steps))
    assert page_count(made) <= 2
    text = joined(made)
    for essential in ("0771-5812345", "12号窗口", "第3版", "2026-09-01", "10个工作日", "不收费"):
        assert essential in text


def test_what_has_no_room_is_counted_and_named() -> None:
    text = joined(printed(leaflet(50, 300)))
    kept = sum(f"第{at}号材料长" in text for at in range(1, 51))
    left = 50 - next(at for at in range(1, 52) if f"{at}.第{at}号材料长" not in text) + 1
    assert f"另有{left}项见网页：第{51 - left}号材料" in text
    assert kept < 50
    assert "……（全文见网页）" in text


def test_all_of_a_usual_guide_is_printed() -> None:
    text = joined(printed(leaflet(12)))
    assert all(f"第{at}号材料" in text for at in range(1, 13))
    assert "见网页：" not in text


def test_no_letter_is_smaller_than_nine_points() -> None:
    for made in (printed(leaflet(50, 60, 5)), printed(leaflet(3))):
        with pypdfium2.PdfDocument(made) as document:
            for page in document:
                sizes = {
                    pypdfium2.raw.FPDFText_GetFontSize(page.get_textpage(), at)
                    for at in range(page.get_textpage().count_chars())
                }
                assert min(size for size in sizes if size > 1) >= 8.95


def test_the_cover_comes_first_and_the_panels_follow_one_another() -> None:
    text = joined(printed(leaflet()))
    order = [text.index(part) for part in ("办事指南", "一看就懂", "要带什么材料", "到哪里办")]
    assert order == sorted(order)


def test_a_sheet_carries_the_code_of_its_address() -> None:
    assert carries(printed(leaflet()), 1, ADDRESS)
    assert carries(slip_pdf(SLIP, made_at=MADE_AT, faces=NOTO), 1, ADDRESS)
    assert not carries(printed(leaflet()), 1, ADDRESS.replace("/3/", "/4/"))


@pytest.mark.parametrize(("paper", "size"), [("a5", (148, 210)), ("a4", (210, 297))])
def test_a_slip_says_all_it_is_given(paper: str, size: tuple[int, int]) -> None:
    made = slip_pdf(replace(SLIP, paper=paper), made_at=MADE_AT, faces=NOTO)
    with pypdfium2.PdfDocument(made) as document:
        width, height = document[0].get_size()
    assert (round(width / MM), round(height / MM)) == size
    text = joined(made)
    for said in ("企业法人，本人办理", "还缺1项", "申请表", "原件1份", "窗口领取", "授权委托书",
                 "请先打电话问清", "10个工作日", "窗口一次告知", "MB123/2026-00012"):  # fmt: skip
        assert said in text


def test_a_long_slip_goes_on_over_the_page() -> None:
    rows = tuple(replace(SLIP.rows[0], name=f"第{at}号材料") for at in range(1, 51))
    made = slip_pdf(replace(SLIP, rows=rows), made_at=MADE_AT, faces=NOTO)
    assert page_count(made) > 1
    assert all(f"第{at}号材料" in joined(made) for at in range(1, 51))


def test_a_sign_no_font_draws_is_named() -> None:
    with pytest.raises(MissingGlyph, match="U\\+E000"):
        printed(replace(leaflet(), title="许可\ue000"))
    with pytest.raises(CannotPrint):
        slip_pdf(replace(SLIP, title="许可\ue000"), made_at=MADE_AT, faces=NOTO)


def test_the_same_guide_makes_the_same_bytes() -> None:
    assert printed(leaflet()) == printed(leaflet())


def test_what_reads_like_code_is_printed_as_it_stands() -> None:
    text = joined(printed(replace(leaflet(), tagline="#panic() *粗* $x$ <label>")))
    assert "#panic()*粗*$x$<label>" in text
