"""Template filters for catalogue entries: the words module says how, templates only ask."""

from django import template

from reporting.catalogue_pages import words

register = template.Library()

register.filter("cadence", words.cadence)
register.filter("formula", words.formula)
register.filter("number_words", words.number_words)
register.filter("range_words", words.range_words)
