"""YAML read strictly: which file and line is wrong, what is it, and what would be allowed?

Every value is taken from the text as written, so 2.50 stays exact and no surprises of YAML's own
types (yes/no, octal numbers) can happen.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

CATALOGUE_DIRECTORY = Path(__file__).resolve().parents[2] / "fixtures"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a catalogue file."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行"


class CatalogueError(Exception):
    """A mistake in a catalogue file; its text names file and line and what is allowed."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}：{message}")
        self.place = place


class Entry:
    """One mapping of a file. Asking for a key makes it known; `finish` refuses all others."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.place = Place(file, node.start_mark.line + 1)
        self._known: list[str] = []
        if not isinstance(node, yaml.MappingNode):
            raise CatalogueError(self.place, "此处应为“键: 值”的条目")
        self._keys: dict[str, yaml.Node] = {}
        self._values: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in self._values:
                raise CatalogueError(self._place_of(key), f"键“{name}”重复")
            self._keys[name] = key
            self._values[name] = value

    def text(
        self,
        key: str,
        *,
        default: str | None = None,
        limit: int | None = None,
        pattern: str | None = None,
    ) -> str:
        """The text under `key`; at most `limit` characters, matching `pattern` as a whole."""
        found = self._scalar(key, required=default is None)
        if found is None:
            return default or ""
        if not found and default is None:
            raise self.mistake(key, "不能为空")
        if limit is not None and len(found) > limit:
            raise self.mistake(key, f"最多 {limit} 个字，现有 {len(found)} 个字")
        if pattern is not None and not re.fullmatch(pattern, found):
            raise self.mistake(key, f"“{found}”不符合格式 {pattern}")
        return found

    def number(self, key: str) -> Decimal | None:
        """The exact decimal under `key`, None where the key is absent."""
        found = self._scalar(key, required=False)
        if found is None:
            return None
        try:
            value = Decimal(found)
        except InvalidOperation:
            raise self.mistake(key, f"“{found}”不是数字") from None
        if not value.is_finite():
            raise self.mistake(key, f"“{found}”不是有限的数字")
        return value

    def integer(self, key: str, *, lowest: int, highest: int, default: int | None = None) -> int:
        """The whole number under `key`, between `lowest` and `highest`."""
        found = self._scalar(key, required=default is None)
        if found is None:
            return default or 0
        if not re.fullmatch(r"-?\d+", found) or not lowest <= int(found) <= highest:
            raise self.mistake(key, f"应为 {lowest}–{highest} 的整数，现为“{found}”")
        return int(found)

    def flag(self, key: str) -> bool:
        """true or false; false where the key is absent."""
        return self.choice(key, ("true", "false"), default="false") == "true"

    def choice(self, key: str, allowed: Collection[str], *, default: str | None = None) -> str:
        """One of the allowed words."""
        found = self.text(key, default=default)
        if found not in allowed:
            raise self.mistake(key, f"“{found}”不在允许范围内，可用：{'、'.join(allowed)}")
        return found

    def entries(self, key: str) -> list["Entry"]:
        """The list of mappings under `key`, empty where the key is absent."""
        self._known.append(key)
        node = self._values.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.mistake(key, "应为列表（每项以“- ”开头）")
        return [Entry(item, self.place.file) for item in node.value]

    def words(self, key: str) -> tuple[str, ...]:
        """The list of single values under `key`, each once, empty where the key is absent."""
        self._known.append(key)
        node = self._values.get(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise self.mistake(key, "应为列表，如 [女, 男]")
        words = tuple(self._word(key, item) for item in node.value)
        if len(set(words)) < len(words):
            raise self.mistake(key, "列有重复的值")
        return words

    def pairs(self, key: str) -> dict[str, str]:
        """The names and values under `key`, empty where the key is absent."""
        self._known.append(key)
        node = self._values.get(key)
        if node is None:
            return {}
        values = Entry(node, self.place.file)._values
        return {name: self._word(key, value) for name, value in values.items()}

    def finish(self) -> None:
        """Refuse every key that nobody asked for."""
        for name, key in self._keys.items():
            if name not in self._known:
                allowed = "、".join(self._known)
                raise CatalogueError(self._place_of(key), f"未知的键“{name}”，可用：{allowed}")

    def mistake(self, key: str, message: str) -> CatalogueError:
        """An error that points at the value of `key`."""
        node = self._values.get(key)
        place = self._place_of(node) if node is not None else self.place
        return CatalogueError(place, f"“{key}”{message}")

    def _scalar(self, key: str, *, required: bool) -> str | None:
        self._known.append(key)
        node = self._values.get(key)
        if node is None:
            if required:
                raise CatalogueError(self.place, f"缺少“{key}”")
            return None
        if not isinstance(node, yaml.ScalarNode):
            raise self.mistake(key, "应为单个值")
        return str(node.value).strip()

    def _word(self, key: str, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
            raise self.mistake(key, "的每一项应为单个值")
        return str(node.value).strip()

    def _place_of(self, node: yaml.Node) -> Place:
        return Place(self.place.file, node.start_mark.line + 1)


def read_entry(path: Path, directory: Path) -> Entry:
    """The one mapping that a file consists of; places are named relative to `directory`."""
    file = path.relative_to(directory).as_posix()
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CatalogueError(Place(file, line), f"YAML 语法错误：{error.problem}") from None
    except UnicodeDecodeError:
        raise CatalogueError(Place(file, 1), "文件不是 UTF-8 编码") from None
    except FileNotFoundError:
        raise CatalogueError(Place(file, 1), "缺少此文件") from None
    if node is None:
        raise CatalogueError(Place(file, 1), "文件为空")
    return Entry(node, file)


def read_listed(path: Path, directory: Path, keys: Collection[str]) -> dict[str, list[Entry]]:
    """The lists of a file that consists of nothing but lists under `keys`."""
    file = read_entry(path, directory)
    lists = {key: file.entries(key) for key in keys}
    file.finish()
    return lists
