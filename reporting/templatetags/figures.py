"""Template filters for figures: the wording module says how, templates only ask."""

from django import template

register = template.Library()
