"""The one table of all checks (审核规则): code and documentation read the same lines. Pure.

Hard rules (强制性) must be mended before a return is handed in. Soft ones (核实性) may also be
explained, by a reason and words of substance. docs/checks.md is printed from here.
"""

from collections.abc import Mapping

from reporting.collection.hard_rules import HARD
from reporting.collection.rule import Rule
from reporting.collection.soft_rules import SOFT

RULES: Mapping[str, Rule] = {rule.code: rule for rule in (*HARD, *SOFT)}
