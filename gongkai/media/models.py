"""Stored files under their digest, and the image and document models the office's shell uses."""

from typing import ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from gongkai.people.models import Agency


def files_storage() -> Storage:
    """The folder for stored files; it has no address, so nothing is served from it by itself."""
    return FileSystemStorage(location=settings.FILES_ROOT, base_url=None)


def path_by_digest(stored: "StoredFile", _name: str) -> str:
    return f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"


class StoredFile(models.Model):
    """存储文件: some bytes under their SHA-256; equal bytes are kept once, and none is changed."""

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    content_type = models.CharField("类型", max_length=120)
    content = models.FileField("内容", storage=files_storage, upload_to=path_by_digest)
    stored_at = models.DateTimeField("存入时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "存储文件"

    def __str__(self) -> str:
        return self.sha256[:12]


class OfficeImage(AbstractImage):
    """图片: a picture the office uses, with who owns the rights to it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    rights = models.CharField("权利说明", max_length=200, blank=True)

    admin_form_fields = ("title", "file", "description", "rights", "collection")

    class Meta(AbstractImage.Meta):
        verbose_name = verbose_name_plural = "图片"


class Rendition(AbstractRendition):
    """A size of an image, made by Wagtail."""

    image = models.ForeignKey(OfficeImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            )
        ]


class OfficeDocument(AbstractDocument):
    """资料: a file the office keeps for itself; what is published is a `StoredFile`."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    rights = models.CharField("权利说明", max_length=200, blank=True)

    admin_form_fields = ("title", "file", "rights", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = verbose_name_plural = "资料"
