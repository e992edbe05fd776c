"""Files of cases, made as officers and citizens make them."""

from io import BytesIO

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

from gongkai.inbound.cases import actions, queries
from gongkai.inbound.cases.models import Case, CaseFile, Reply
from gongkai.rules.exemptions import Withheld
from tests.factories.cases import at, received
from tests.factories.people import Bureau

DAY = at("2026-02-23")
SECRET = Withheld("张三丰", "EX15", "第三方的个人隐私")
ANSWER = "经审查，您申请的信息中有部分不予公开。不服的，可以申请行政复议或者提起行政诉讼。"


def in_hand(bureau: Bureau) -> Case:
    """A citizen's request that the clerk has in hand."""
    made = received(bureau)
    return actions.accept(queries.offered(made), by=bureau.clerk, at=at("2026-02-10"))


def a_word_file(*runs: str) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    document.core_properties.author = "起草人示例"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_workbook(*values: object) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(values))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def a_pdf(*lines: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(lines):
        canvas.drawString(100, 700 - 20 * number, line)
    canvas.save()
    return out.getvalue()


def laid(
    case: Case,
    bureau: Bureau,
    content: bytes = b"",
    *,
    name: str = "中标结果.docx",
    part: CaseFile.Part = CaseFile.Part.RELEASED,
) -> CaseFile:
    """A file an officer laid to the case."""
    content = content or a_word_file("中标人为示例公司，联系人", "张", "三丰", "。")
    sent = actions.read_files([actions.SentFile(name, content)])
    actions.add_files(case, sent, part=part, by=bureau.clerk, at=DAY)
    return case.files.order_by("-id")[0]


def in_review(case: Case, bureau: Bureau, *, outcome: str = "R-2") -> Reply:
    drafted = actions.draft_reply(case, text=ANSWER, outcome=outcome, by=bureau.clerk, at=DAY)
    return actions.submit(drafted, by=bureau.clerk, at=DAY)


def agreed(case: Case, bureau: Bureau, *, outcome: str = "R-2") -> Reply:
    reply = in_review(case, bureau, outcome=outcome)
    return actions.clear(reply, digest=reply.digest, by=bureau.head, at=DAY)


def answered(case: Case, bureau: Bureau, *, outcome: str = "R-2") -> Case:
    reply = agreed(case, bureau, outcome=outcome)
    return actions.send(reply, channel="web", by=bureau.clerk, at=DAY)
