"""What an agency's letters have in common: its mark, its code, where remedies lead, how it looks."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from gongkai.people.models import Agency


class LetterSettings(models.Model):
    """文书设置: what stands around every letter of an agency, and where its remedies lead."""

    class Form(models.TextChoices):
        LETTER = "letter", "信函格式"
        DOCUMENT = "document", "文件格式"

    agency = models.OneToOneField(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="letter_settings"
    )
    mark = models.CharField("发文机关标志", max_length=60, blank=True)
    number_code = models.CharField(
        "发文机关代字",
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[\u3400-\u9fff]+$", "机关代字只用汉字，例如清交公开。")],
    )
    form = models.CharField("版式", max_length=10, choices=Form.choices, default=Form.LETTER)
    review_body = models.CharField("行政复议机关", max_length=60, blank=True)
    court = models.CharField("管辖的人民法院", max_length=60, blank=True)
    contact = models.CharField("文书上的联系方式", max_length=120, blank=True)
    answer_to = models.CharField("回复寄往", max_length=200, blank=True)
    payment = models.CharField("信息处理费缴纳方式", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文书设置"
        ordering: ClassVar = ["agency"]

    def __str__(self) -> str:
        return f"{self.agency}文书设置"
