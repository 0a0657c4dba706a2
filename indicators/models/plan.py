"""A plan (规划): one document's promises for one area and a span of years."""

from django.db import models
from django.db.models import F

from .area import Area


class PlanState(models.TextChoices):
    DRAFT = "draft", "草案"
    CONSULTATION = "consultation", "征求意见"
    IN_FORCE = "in_force", "生效"


class Plan(models.Model):
    """One plan. `base_year` is the year of the baselines; maintain binds from the year after."""

    code = models.CharField("代码", max_length=40, unique=True)
    audience = models.CharField(
        "对象", max_length=20, choices=[("women", "妇女"), ("children", "儿童")]
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="plans")
    title = models.CharField("名称", max_length=120)
    short_title = models.CharField("简称", max_length=40)
    document = models.CharField("文件", max_length=200)
    base_year = models.PositiveSmallIntegerField("基期年")
    start_year = models.PositiveSmallIntegerField("起始年")
    end_year = models.PositiveSmallIntegerField("目标年")
    state = models.CharField("状态", max_length=20, choices=PlanState.choices)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        ordering = ("area__path", "position", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "area", "start_year"], name="plan_once_per_period"
            ),
            models.CheckConstraint(
                condition=models.Q(base_year__lte=F("start_year"), start_year__lte=F("end_year")),
                name="plan_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
