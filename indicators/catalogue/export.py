"""The stored catalogue as a folder of plan files, which loads back to the same.

Comments of the files it was once loaded from are not kept, nor are their names: a file is named
by its number.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from indicators.models import Area, Breakdown

from .plan_files import target_position
from .schema import Fields
from .stored import Stored
from .yaml_text import KEYS, written_entry, yaml_text

Document = tuple[str, dict[str, Any]]


class FolderNotEmpty(Exception):
    """The catalogue is written into a new or empty folder only; the text says so."""


def export_plans(*, directory: Path, home: Area | None) -> list[Path]:
    """Write the whole catalogue; returns the files. A plan of `home` is written without area.

    Raises FolderNotEmpty before anything is written.
    """
    if directory.exists() and any(directory.iterdir()):
        raise FolderNotEmpty(f"文件夹 {directory} 不是空的，请用 --directory 指定一个新的文件夹")
    paths = []
    for name, document in _Export(home).documents():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml_text(document), encoding="utf-8")
        paths.append(path)
    return paths


class _Export:
    def __init__(self, home: Area | None) -> None:
        stored = Stored()
        self._home = home.code if home else ""
        self._by_kind: dict[str, dict[str, Fields]] = defaultdict(dict)
        for key, fields in stored.fields.items():
            self._by_kind[key.kind][key.name] = fields

    def documents(self) -> Iterator[Document]:
        """File name and content of every file of the folder."""
        yield "breakdowns.yaml", {"breakdowns": _breakdowns()}
        yield from self._indicators()
        yield "relations.yaml", {"relations": self._relations()}
        for code in self._by_kind["plan"]:
            yield f"plans/{code}/plan.yaml", self._plan(code)
            yield from self._domains(code)

    def _indicators(self) -> Iterator[Document]:
        ordered = sorted(
            self._by_kind["indicator"].items(), key=lambda item: (item[1]["position"], item[0])
        )
        for theme, members in groupby(ordered, key=lambda item: int(item[1]["position"]) // 100):
            entries = [
                written_entry("indicator", {"code": code} | _placed(fields, 100 * theme + place))
                for place, (code, fields) in enumerate(members)
            ]
            yield f"indicators/{theme:02d}.yaml", {"indicators": entries}

    def _relations(self) -> list[dict[str, Any]]:
        names = [name.split("/") for name in self._by_kind["relation"]]
        return [
            written_entry("relation", {"kind": kind, "left": left, "right": right})
            for kind, left, right in sorted(names)
        ]

    def _plan(self, code: str) -> dict[str, Any]:
        fields = {"code": code} | self._by_kind["plan"][code]
        if fields["area"] == self._home:
            fields["area"] = ""
        return written_entry("plan", fields)

    def _domains(self, plan: str) -> Iterator[Document]:
        for name, fields in self._by_kind["domain"].items():
            code, number = name.split("/")
            if code == plan:
                document = {
                    "number": int(number),
                    "name": fields["name"],
                    "objectives": self._objectives(plan, number),
                    "strategies": self._numbered("strategy", plan, number),
                }
                yield f"plans/{plan}/{int(number):02d}.yaml", _without_empty(document)

    def _objectives(self, plan: str, domain: str) -> list[dict[str, Any]]:
        objectives = self._numbered("objective", plan, domain)
        for objective in objectives:
            targets = self._targets(plan, int(domain), objective["number"])
            if targets:
                objective["targets"] = targets
        return objectives

    def _numbered(self, kind: str, plan: str, domain: str) -> list[dict[str, Any]]:
        """The objectives or strategies of a domain by their number."""
        prefix = f"{plan}/{domain}."
        parts = [
            {"number": int(name.removeprefix(prefix))} | fields
            for name, fields in self._by_kind[kind].items()
            if name.startswith(prefix)
        ]
        return [
            written_entry(kind, part) for part in sorted(parts, key=lambda part: part["number"])
        ]

    def _targets(self, plan: str, domain: int, objective: int) -> list[dict[str, Any]]:
        members = [
            {"code": name.split("/")[1], "unit": self._unit(fields)} | fields
            for name, fields in self._by_kind["target"].items()
            if name.startswith(f"{plan}/") and fields["objective"] == f"{domain}.{objective}"
        ]
        members.sort(key=lambda member: (member["position"], member["code"]))
        return [
            written_entry("target", _placed(member, target_position(domain, objective, place)))
            for place, member in enumerate(members)
        ]

    def _unit(self, target: Fields) -> str:
        """A target with a value repeats the unit of its indicator."""
        if target["value"] is None:
            return ""
        return str(self._by_kind["indicator"][str(target["indicator"])]["unit"])


def _placed(fields: dict[str, Any], usual: int) -> dict[str, Any]:
    """Without the position where the place in the file says it."""
    return fields | {"position": None} if fields["position"] == usual else fields


def _without_empty(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value != []}


def _breakdowns() -> list[dict[str, Any]]:
    return [
        written_entry("breakdown", {name: getattr(row, name) for name in KEYS["breakdown"]})
        for row in Breakdown.objects.order_by("id")
    ]
