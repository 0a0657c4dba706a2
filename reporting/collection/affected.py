"""Which indicators of a return must be looked at again when some of them change? Pure."""

from collections.abc import Collection, Iterable, Mapping

from reporting.collection.checked_return import Relation
from reporting.collection.denominator_checks import plain_name


def affected_by(
    changed: Collection[int], denominators: Mapping[int, str], relations: Iterable[Relation]
) -> set[int]:
    """Those whose checks look at one of the changed ones, these among them.

    `denominators` are the return's indicators with the name of what stands below the line.
    """
    relations = list(relations)
    found = set(changed)
    wholes = {each.right for each in relations if {each.left, each.right} & found}
    found |= wholes | {each.left for each in relations if each.right in wholes}
    names = {plain_name(denominators[pk]) for pk in changed if pk in denominators} - {""}
    found |= {pk for pk, name in denominators.items() if plain_name(name) in names}
    return found & denominators.keys()
