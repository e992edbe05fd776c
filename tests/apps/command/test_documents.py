"""The commands about documents: reading a file, sending it to review, finding what is public."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.command import main
from gongkai.demo import paper
from gongkai.outbound.channels import actions as channels
from gongkai.outbound.publishing.models import Edition, Publication
from tests.factories.people import Bureau
from tests.factories.publishing import AT, FORMED_ON, ColumnFactory, EditionFactory

TEXT = (
    "各有关单位：\n一、总体要求\n（一）加强领导\n要按时公开道路施工信息，方便群众绕行。\n甲|乙\n1|2"
)
Answer = tuple[int, str, str]


@pytest.fixture
def gongkai(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """Runs the command in this process, on the test's own database."""
    monkeypatch.setenv("GONGKAI_SECRET_KEY", "only-for-tests")

    def run(*words: object) -> Answer:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.docx"
    path.write_bytes(
        paper.word("关于公开道路施工信息的通知", TEXT, issuer="示例市交通运输局",
                   number="示交办〔2024〕5号", formed_on=FORMED_ON)
    )  # fmt: skip
    return path


def test_convert_tells_people_what_would_be_taken_in(
    gongkai: Callable[..., Answer], notice: Path
) -> None:
    code, out, _ = gongkai("convert", notice)
    assert code == 0
    assert "标题　　关于公开道路施工信息的通知" in out
    assert "发文字号　示交办〔2024〕5号" in out
    assert "作者信息已清除。" in out


def test_convert_hands_programs_what_they_rely_on(
    gongkai: Callable[..., Answer], notice: Path
) -> None:
    code, out, _ = gongkai("convert", notice, "--json")
    values = json.loads(out)
    assert code == 0
    assert values.keys() >= {
        "title", "format", "bytes", "sha256", "pages", "pages_estimated", "headings",
        "characters", "formulas", "tables", "images", "losses",
    }  # fmt: skip
    assert values["headings"] == [
        {"level": 1, "text": "一、总体要求"},
        {"level": 2, "text": "（一）加强领导"},
    ]
    assert (values["format"], values["tables"], values["bytes"]) == (
        "DOCX",
        1,
        notice.stat().st_size,
    )
    assert values["facts"]["formed_on"] == FORMED_ON.isoformat()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("空.docx", b"", id="empty"),
        pytest.param("破.docx", b"PK\x03\x04 not a package", id="damaged"),
        pytest.param("程序.exe", b"MZ\x90\x00", id="not-a-document"),
    ],
)
def test_convert_refuses_with_a_reason(
    gongkai: Callable[..., Answer], tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = gongkai("convert", path)
    assert (code, out) == (1, "")
    assert err.strip()
    code, out, _ = gongkai("convert", path, "--json")
    assert code == 1
    assert json.loads(out)["error"] == err.strip()


def test_publish_sends_to_review_and_publishes_nothing(
    gongkai: Callable[..., Answer], notice: Path, bureau: Bureau
) -> None:
    ColumnFactory(agency=bureau.agency, slug="news")
    code, out, err = gongkai(
        "publish", notice, "--by", bureau.clerk.username, "--unit", bureau.unit.code,
        "--column", "news", "--json",
    )  # fmt: skip
    assert code == 0, err
    values = json.loads(out)
    edition = Edition.objects.get(pk=values["edition"])
    assert edition.state == values["state"] == Edition.State.IN_REVIEW
    assert edition.document_number == "示交办〔2024〕5号"
    assert not Publication.objects.exists()


def test_publish_keeps_a_blocked_draft_and_says_what_blocks_it(
    gongkai: Callable[..., Answer], tmp_path: Path, bureau: Bureau
) -> None:
    ColumnFactory(agency=bureau.agency, slug="news")
    path = tmp_path / "通知.docx"
    path.write_bytes(paper.word("关于值班的通知", f"{TEXT}\n联系电话：13800138000。"))
    code, out, err = gongkai(
        "publish", path, "--by", bureau.clerk.username, "--unit", bureau.unit.name,
        "--column", "news", "--formed-on", "2024-03-01",
    )  # fmt: skip
    assert code == 1
    assert "必须处理　第6段　发现手机号" in out
    assert "已存为稿件，没有送审" in err
    assert Edition.objects.get().state == Edition.State.DRAFT


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        pytest.param({"--by": "nobody"}, "没有登录名为“nobody”的工作人员", id="unknown-person"),
        pytest.param(
            {"--unit": "没有这个科"}, "没有代码或名称为“没有这个科”的单位", id="unknown-unit"
        ),
        pytest.param({"--column": "none"}, "没有网址简称或名称为“none”的栏目", id="unknown-column"),
        pytest.param({"--formed-on": "三月"}, "“三月”不是日期", id="not-a-date"),
    ],
)
def test_publish_names_what_it_cannot_find(
    gongkai: Callable[..., Answer],
    notice: Path,
    bureau: Bureau,
    changed: dict[str, str],
    reason: str,
) -> None:
    ColumnFactory(agency=bureau.agency, slug="news")
    options = {"--by": bureau.clerk.username, "--unit": bureau.unit.code, "--column": "news"}
    words = [word for pair in (options | changed).items() for word in pair]
    code, _, err = gongkai("publish", notice, *words)
    assert code == 1
    assert reason in err
    assert not Edition.objects.exists()


def test_publish_is_refused_to_who_may_not_draft(
    gongkai: Callable[..., Answer], notice: Path, bureau: Bureau
) -> None:
    ColumnFactory(agency=bureau.agency, slug="news")
    code, _, err = gongkai(
        "publish", notice, "--by", bureau.leader.username, "--unit", bureau.unit.code,
        "--column", "news",
    )  # fmt: skip
    assert code == 1
    assert "没有在" in err
    assert not Edition.objects.exists()


def test_search_finds_what_is_public_and_says_where(
    gongkai: Callable[..., Answer], bureau: Bureau
) -> None:
    edition = EditionFactory(bureau=bureau, published=True, title="关于首问责任的通知")
    EditionFactory(bureau=bureau, submitted=True, title="关于首问责任的请示")
    channels.rebuild_search(at=AT)
    code, out, _ = gongkai("search", "首问责任", "--json")
    found = json.loads(out)
    assert code == 0
    assert [hit["record"] for hit in found["hits"]] == [edition.record_id]
    assert found["hits"][0]["address"].endswith(f"/documents/{edition.record_id}/")


def test_search_without_an_index_says_how_to_make_one(
    gongkai: Callable[..., Answer], bureau: Bureau
) -> None:
    code, _, err = gongkai("search", "公路")
    assert code == 1
    assert "gongkai reindex" in err
    assert gongkai("reindex")[0] == 0
    assert gongkai("search", "公路")[0] == 0
