"""Units (单位) that report, review, decide or read."""

from django.db import models

from .area import Area


class OrganisationKind(models.TextChoices):
    DEPARTMENT = "department", "部门"
    STATISTICS = "statistics", "统计部门"
    OFFICE = "office", "妇儿工委办公室"
    GOVERNMENT = "government", "政府领导"
    DATA_CENTRE = "data_centre", "系统运维"


class Organisation(models.Model):
    """One unit of one area; its members act for it."""

    code = models.CharField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=20, choices=OrganisationKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="organisations")
    position = models.PositiveSmallIntegerField("顺序", default=0)
    active = models.BooleanField("启用", default=True)

    class Meta:
        ordering = ("area__path", "position", "code")

    def __str__(self) -> str:
        return self.name
