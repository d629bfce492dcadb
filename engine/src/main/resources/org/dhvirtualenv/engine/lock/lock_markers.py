"""Evaluates markers (PEP 508) in which several extras and dependency groups may be chosen at once."""

import re

from pip._vendor.packaging.markers import Marker, default_environment
from pip._vendor.packaging.utils import canonicalize_name

# PEP 751 asks for membership in two sets, which old versions of the library cannot read.
MEMBERSHIP = re.compile(r"""(['"])([^'"]*)\1\s+(not\s+)?in\s+(extras|dependency_groups)\b""")

ENVIRONMENT = default_environment()

# What conditions without extras were found to be, since many are the same.
known = {}


def prepared(text):
    """Returns a marker of PEP 751 with its sets written as extras."""
    return MEMBERSHIP.sub(lambda found: f"extra {'!=' if found[3] else '=='} '{found[4]}:{found[2]}'", text)


def holds(text, chosen=frozenset()):
    """Returns whether a marker, or none, holds if the extras in a set are chosen."""
    return not text or conditions(Marker(prepared(text))._markers, chosen)


def conditions(parts, chosen):
    """Evaluates what the library has parsed: conditions in nested lists with "and" and "or" between them."""
    alternatives = [[]]
    for part in parts:
        if part == "or":
            alternatives.append([])
        elif isinstance(part, list):
            alternatives[-1].append(conditions(part, chosen))
        elif part != "and":
            alternatives[-1].append(condition(part, chosen))
    return any(all(values) for values in alternatives)


def condition(part, chosen):
    """Evaluates a condition: a left side, an operator and a right side."""
    left, operator, right = part
    if str(left.value) == "extra" or str(right.value) == "extra":
        name = right.value if str(left.value) == "extra" else left.value
        # newer libraries have normalized the name, together with what stands before it
        return (canonicalize_name(name) in map(canonicalize_name, chosen)) == (operator.value != "!=")
    text = " ".join(side.serialize() for side in part)
    if text not in known:
        known[text] = Marker(text).evaluate(ENVIRONMENT)
    return known[text]


def extras_in(text):
    """Returns the names that a marker compares extras with."""
    return set(re.findall(r"""\bextra\s*==\s*['"]([^'"]+)['"]""", text or ""))
