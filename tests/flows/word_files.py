"""Small Word files, written as the tests need them."""

import io
from collections.abc import Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

TITLE = "关于调整公交线路的通知"
GOOD = (
    "各有关单位：",
    "为方便群众出行，现将公交线路调整的有关事项通知如下。",
    "一、调整内容",
    "自三月一日起，一路公交车延长至客运总站，首班车时间为六时。",
    "二、工作要求",
    "各单位要提前告知乘客，做好站牌更换和现场引导。",
    "示例市交通运输局",
    "2024年2月27日",
)
WITH_A_PHONE = (*GOOD[:4], "联系人张某，手机13812345678。", *GOOD[4:])


def word_file(paragraphs: Sequence[str] = GOOD, *, title: str = TITLE) -> bytes:
    document = Document()
    document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def upload(paragraphs: Sequence[str] = GOOD, *, name: str = "通知.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, word_file(paragraphs))
