"""What the catalogue files said when they were last loaded: the base of a three-way merge.

A field whose database value still equals the loaded one belongs to the file; a field that
differs was edited in the system and stays, and where the file moved as well it is a conflict.
"""

from django.db import models


class LoadedEntry(models.Model):
    """The fields of one catalogue entry as its file gave them at the last load."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    fields = models.JSONField()
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
