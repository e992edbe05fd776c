"""What an agency's letters share: its mark and code, where remedies lead, how they look."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from gongkai.media.models import StoredFile
from gongkai.people.models import Agency, User


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


class LetterTemplate(models.Model):
    """文书模板: a Word file of the office's own for its letters or its forms; the last counts."""

    class Shape(models.TextChoices):
        LETTER = "letter", "告知书、答复书"
        FORM = "form", "送达回证、登记单"

    agency = models.ForeignKey(Agency, verbose_name="机关", on_delete=models.PROTECT)
    shape = models.CharField("用于", max_length=10, choices=Shape.choices)
    # Empty: the office went back to the template that comes with the program.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField("文件名", max_length=120, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("更换时间")

    class Meta:
        verbose_name = verbose_name_plural = "文书模板"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["agency", "shape"], name="letter_template_of")]

    def __str__(self) -> str:
        return f"{self.agency}{self.get_shape_display()}模板"
