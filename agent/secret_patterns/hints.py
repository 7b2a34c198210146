"""One look at a text for any of many literals.

Nearly every text has nothing to hide, and is to cost as little as possible. Looking for two hundred
literals one by one costs 30 µs a line; one expression that shares their beginnings costs a tenth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_Tree = dict[str, "_Tree"]


def roots(literals: Iterable[str]) -> dict[str, list[str]]:
    """Literals by the shortest that is in them: where that one is not, none of them is."""
    found: dict[str, list[str]] = {}
    for literal in sorted(set(literals), key=lambda each: (len(each), each)):
        root = next((each for each in found if each in literal), literal)
        found.setdefault(root, []).append(literal)
    return found


def any_of(literals: Iterable[str]) -> re.Pattern[str]:
    """An expression that finds any of some literals; their common beginnings are in it once."""
    root: _Tree = {}
    for literal in roots(literals):
        node = root
        for letter in literal:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(_written(root) if root else r"(?!)")


def _written(node: Mapping[str, _Tree]) -> str:
    if "" in node:  # a shorter literal is found before a longer one is asked for
        return ""
    branches = [re.escape(letter) + _written(below) for letter, below in sorted(node.items())]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
