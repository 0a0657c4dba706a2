"""One line of the table of checks. Pure."""

from dataclasses import dataclass

from reporting.collection.cell_contents import Finding

ASK = "如属实，请选择原因并写明情况。"


@dataclass(frozen=True)
class Rule:
    """What is compared and how; `message` is a pattern, `why` the reason for the thresholds."""

    code: str
    is_hard: bool
    name: str
    compared: str
    formula: str
    message: str
    why: str = ""

    def finding(self, row: str, column: str, /, **parts: str) -> Finding:
        """What the rule says about one cell; whoever must explain is told so."""
        message = self.message.format(**parts) + ("" if self.is_hard else ASK)
        return Finding(row, column, message, self.code, self.is_hard)
