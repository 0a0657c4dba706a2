"""Administrative areas (行政区划, GB/T 2260) as a tree."""

from django.db import models


class AreaLevel(models.TextChoices):
    NATION = "nation", "全国"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"
    ZONE = "zone", "开发区"


class AreaQuerySet(models.QuerySet["Area"]):
    def within(self, area: "Area") -> "AreaQuerySet":
        """The area itself and everything below it."""
        return self.filter(path__startswith=area.path)

    def containing(self, area: "Area") -> "AreaQuerySet":
        """Every area above this one, the nation first, itself last."""
        return self.filter(code__in=area.path_codes).order_by("path")


class Area(models.Model):
    """One area; `path` lists the codes from the nation down, as "/100000/140000/140500/"."""

    code = models.CharField("代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=10, choices=AreaLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    path = models.CharField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    in_parent_sum = models.BooleanField("计入上级合计", default=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("path",)
        indexes = [
            models.Index(
                fields=["path"], name="area_path_prefix", opclasses=["varchar_pattern_ops"]
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path_codes(self) -> list[str]:
        return [code for code in self.path.split("/") if code]

    @property
    def version_scope_code(self) -> str:
        """The area whose data versions cover this one: a city with its counties share a scope."""
        if self.level in (AreaLevel.COUNTY, AreaLevel.ZONE):
            return self.path_codes[-2]
        return self.code
