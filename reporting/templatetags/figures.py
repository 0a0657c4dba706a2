"""Template filters for figures: the wording module says how, templates only ask."""

from decimal import Decimal
from typing import Any

from django import template

from indicators import wording
from indicators.attainment.settings import METHOD
from indicators.models import Indicator
from reporting.dashboards import words
from reporting.models import Judgement

register = template.Library()

register.filter("value_words", words.value_words)
register.filter("demand", words.demand)
register.filter("projection_words", words.projection_words)
register.filter("interval_words", words.interval_words)
register.filter("pace_words", words.pace_words)
register.filter("chance", words.chance)
register.filter("figure", words.figure)
register.filter("quality", words.quality)


@register.filter
def direction(indicator: Indicator) -> str:
    """越高越好, 越低越好."""
    return wording.better_text(indicator.better)


@register.filter
def count(value: Decimal | None) -> str:
    """A numerator or denominator without trailing zeros, or —."""
    if value is None:
        return wording.MISSING
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.inclusion_tag("parts/standing.html")
def standing(judgement: Judgement) -> dict[str, Any]:
    """The mark of a judgement's standing: sign, word and colour."""
    mark = wording.standing_mark(judgement.standing, judgement.level)
    return {"mark": mark, "word": judgement.standing}


@register.inclusion_tag("parts/badges.html")
def badges(judgement: Judgement) -> dict[str, Any]:
    """What is to be said beside the standing."""
    return {"words": words.badges(judgement)}


@register.inclusion_tag("parts/legend.html")
def legend() -> dict[str, int]:
    """What the words and colours mean, with the bounds of the method in percent."""
    bounds = {"red": METHOD.red, "orange": METHOD.orange, "yellow": METHOD.yellow}
    return {name: round(100 * bound) for name, bound in {**bounds, "blue": METHOD.blue}.items()}
