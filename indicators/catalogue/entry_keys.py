"""How the plan files call a stored row: ("target", "women/W1.02-1")."""

from indicators.models import Indicator, Objective, Target

from .entries import Key


def target_key(target: Target) -> Key:
    return Key("target", f"{target.plan.code}/{target.code}")


def indicator_key(indicator: Indicator) -> Key:
    return Key("indicator", indicator.code)


def objective_key(objective: Objective) -> Key:
    domain = objective.domain
    return Key("objective", f"{domain.plan.code}/{domain.number}.{objective.number}")
