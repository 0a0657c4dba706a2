"""An indicator (指标): what is measured, in which unit and how; shared between plans."""

from django.db import models
from django.db.models import Q


class Better(models.IntegerChoices):
    HIGHER = 1, "越高越好"
    LOWER = -1, "越低越好"
    NEITHER = 0, "不分高低"


class Scale(models.TextChoices):
    SHARE = "share", "比例（0–100）"
    RATE = "rate", "事件率"
    VALUE = "value", "数值"


class ValueMode(models.TextChoices):
    VALUE = "value", "直接填数值"
    RATIO = "ratio", "填分子分母，由系统计算"


class CountKind(models.TextChoices):
    EVENTS = "events", "事件计数"
    COMPLETE_COUNT = "complete_count", "全面统计"
    SIMPLE_SAMPLE = "simple_sample", "简单随机抽样"
    CLUSTER_SAMPLE = "cluster_sample", "整群抽样"


class CitySource(models.TextChoices):
    REPORTED = "reported", "市级部门上报"
    ROLLED_UP = "rolled_up", "由县区合计"


class CountySource(models.TextChoices):
    COUNTY_UNIT = "county_unit", "县级部门上报"
    CITY_DEPARTMENT = "city_department", "市级部门分县上报"
    NONE = "none", "无县级数据"


class Sensitivity(models.TextChoices):
    PUBLIC = "public", "一般"
    SMALL_COUNTS = "small_counts", "小计数受保护"


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def measured(self) -> "IndicatorQuerySet":
        """What units report; without the populations that the bureau enters."""
        return self.filter(is_population=False)

    def populations(self) -> "IndicatorQuerySet":
        """The population figures that other indicators take their denominator from."""
        return self.filter(is_population=True)


class Indicator(models.Model):
    """One indicator with everything that a form, a check and a judgement need to know."""

    code = models.CharField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=80)
    short_name = models.CharField("简称", max_length=40, blank=True)
    unit = models.CharField("单位", max_length=20)
    decimals = models.PositiveSmallIntegerField("小数位")
    better = models.SmallIntegerField("方向", choices=Better.choices)
    scale = models.CharField("尺度", max_length=10, choices=Scale.choices)
    value_mode = models.CharField("填报方式", max_length=10, choices=ValueMode.choices)
    definition = models.TextField("指标解释", blank=True)
    numerator = models.CharField("分子", max_length=200, blank=True)
    denominator = models.CharField("分母", max_length=200, blank=True)
    multiplier = models.PositiveIntegerField("乘数", null=True, blank=True)
    minimum = models.DecimalField("下限", max_digits=20, decimal_places=6, null=True, blank=True)
    maximum = models.DecimalField("上限", max_digits=20, decimal_places=6, null=True, blank=True)
    gross = models.BooleanField("毛率（可超过100）", default=False)
    is_population = models.BooleanField("人口数（统计部门统一录入，作分母引用）", default=False)
    denominator_indicator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referring",
        verbose_name="分母引用的人口数",
    )
    count_kind = models.CharField("计数性质", max_length=20, choices=CountKind.choices)
    cadence_years = models.PositiveSmallIntegerField("数据周期（年）", default=1)
    by_term = models.BooleanField("按届", default=False)
    ad_hoc = models.BooleanField("不定期", default=False)
    release_month = models.PositiveSmallIntegerField("数据产生月份", null=True, blank=True)
    reference_period = models.CharField("统计期", max_length=40, default="公历年度")
    city_value = models.CharField(
        "市级数据来源", max_length=12, choices=CitySource.choices, default=CitySource.REPORTED
    )
    county_source = models.CharField(
        "县级数据来源", max_length=16, choices=CountySource.choices, default=CountySource.NONE
    )
    external_codes = models.JSONField("外部代码", default=dict, blank=True)
    sensitivity = models.CharField(
        "敏感性", max_length=20, choices=Sensitivity.choices, default=Sensitivity.PUBLIC
    )
    lead = models.CharField("牵头单位（待确认）", max_length=80, blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_population=False)
                | Q(value_mode=ValueMode.VALUE, denominator_indicator=None),
                name="indicator_population_is_a_value",
            ),
            models.CheckConstraint(
                condition=Q(denominator_indicator=None) | Q(value_mode=ValueMode.RATIO),
                name="indicator_reference_has_a_ratio",
            ),
            models.CheckConstraint(
                condition=Q(value_mode=ValueMode.VALUE) | Q(multiplier__gt=0),
                name="indicator_ratio_has_multiplier",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def report_unit(self) -> float:
        """The smallest step that is published: 10 to the power of −decimals."""
        return float(10.0**-self.decimals)
