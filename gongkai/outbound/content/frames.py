"""The frames of the reading pages: titles, ways, and the tags of 政府网站发展指引."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from gongkai.outbound.content.columns import Branch
from gongkai.outbound.content.queries import Document
from gongkai.outbound.publishing.models import Record
from gongkai.people.models import Agency
from gongkai.web.pages import Crumb, Frame
from gongkai.web.search import Query

HOME = "首页"


def of_agency(agency: Agency) -> Frame:
    home = agency.get_absolute_url()
    return Frame(
        title=agency.site_name or agency.name,
        path=home,
        agency=agency,
        door="home",
        feed=f"{home}feed.atom",
    )


def below_home(agency: Agency, title: str, place: str, *, door: str) -> Frame:
    home = agency.get_absolute_url()
    return Frame(
        title=title,
        path=f"{home}{place}",
        agency=agency,
        door=door,
        crumbs=(Crumb(HOME, home), Crumb(title)),
        feed=f"{home}feed.atom",
    )


def of_site(agency: Agency | None, title: str, path: str) -> Frame:
    home = agency.get_absolute_url() if agency else "/"
    return Frame(title=title, path=path, agency=agency, crumbs=(Crumb(HOME, home), Crumb(title)))


def of_search(agency: Agency | None, query: Query) -> Frame:
    title = f"检索“{query.words[:30]}”" if query.words else "检索"
    home = agency.get_absolute_url() if agency else "/"
    return Frame(
        title=title,
        path="/search/",
        agency=agency,
        crumbs=(Crumb(HOME, home), Crumb("检索")),
        is_indexed=False,
    )


def of_column(agency: Agency, way: Sequence[Branch]) -> Frame:
    column = way[-1].column
    return Frame(
        title=column.name,
        path=column.get_absolute_url(),
        agency=agency,
        door="look",
        crumbs=(Crumb(HOME, agency.get_absolute_url()), *_crumbs(way[:-1]), Crumb(column.name)),
        tags=(
            ("ColumnName", column.name),
            ("ColumnDescription", column.description or f"{agency.name}{column.name}"),
            ("ColumnKeywords", column.keywords or column.name),
            ("ColumnType", column.column_type or column.name),
        ),
        feed=f"{column.get_absolute_url()}feed.atom",
    )


def of_document(document: Document) -> Frame:
    record, edition = document.record, document.edition
    way = document.ways[0] if document.ways else ()
    column = way[-1].column if way else None
    return Frame(
        title=edition.title,
        path=record.get_absolute_url(),
        agency=record.agency,
        door="look",
        crumbs=(Crumb(HOME, record.agency.get_absolute_url()), *_crumbs(way), Crumb("正文")),
        tags=(
            ("ColumnName", column.name if column else ""),
            ("ColumnType", (column.column_type or column.name) if column else ""),
            ("ArticleTitle", edition.title),
            ("PubDate", f"{localtime(record.first_published_at):%Y-%m-%d %H:%M}"),
            ("ContentSource", edition.source or record.agency.name),
            ("Keywords", ",".join(edition.keywords)),
            ("Author", record.unit.name),
            ("Description", edition.summary or edition.body_text[:120].replace("\n", " ")),
            ("Url", record.get_absolute_url()),
        ),
    )


def of_withdrawn(record: Record, title: str) -> Frame:
    home = record.agency.get_absolute_url()
    return Frame(
        title=f"已撤下：{title}" if title else "这条政府信息已撤下",
        path=record.get_absolute_url(),
        agency=record.agency,
        crumbs=(Crumb(HOME, home), Crumb("已撤下")),
        is_indexed=False,
    )


def _crumbs(way: Sequence[Branch]) -> tuple[Crumb, ...]:
    return tuple(Crumb(branch.column.name, branch.column.get_absolute_url()) for branch in way)
