"""The outbox: work that a committed write still owes, as rows that workers claim."""

from django.db import models
from django.db.models import Q

MAXIMUM_ATTEMPTS = 5


class WorkItem(models.Model):
    """One piece of work; unique while nobody has claimed it, parked after five attempts."""

    kind = models.CharField("类型", max_length=30)
    key = models.CharField("对象", max_length=120)
    data_version = models.BigIntegerField()
    queue = models.CharField(max_length=12, default="interactive")
    created_at = models.DateTimeField(auto_now_add=True)
    available_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(claimed_at=None, done_at=None),
                name="work_item_once_unclaimed",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(claimed_at__isnull=False),
                name="work_item_claimed_before_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["available_at"], condition=Q(done_at=None), name="work_item_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_parked(self) -> bool:
        return self.done_at is None and self.attempts >= MAXIMUM_ATTEMPTS
