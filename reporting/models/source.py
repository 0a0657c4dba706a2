"""Where a reference figure was published."""

from django.db import models


class Source(models.Model):
    """One published document; `quality` says how direct it is."""

    code = models.CharField("代码", max_length=60, unique=True)
    title = models.CharField("标题", max_length=200)
    publisher = models.CharField("发布单位", max_length=120)
    quality = models.CharField("来源质量", max_length=20)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title
