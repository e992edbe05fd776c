"""How the sender of a case thinks it was handled."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from gongkai.inbound.cases.models.cases import Case
from gongkai.inbound.cases.sealing import SealedTextField


class Rating(models.Model):
    """办件评价: one to five for a closed case, given once, with a word if the sender likes."""

    LOWEST, HIGHEST = 1, 5

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rating")
    stars = models.PositiveSmallIntegerField(
        "评分", validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    word = SealedTextField("评语", blank=True)
    at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = verbose_name_plural = "办件评价"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="rating_one_to_five"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.stars}分"
