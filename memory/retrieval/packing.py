"""As many hits as a prompt has room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memory.types import Hit


def pack(hits: Sequence[Hit], budget: int, count_tokens: Callable[[str], int]) -> list[Hit]:
    """The best hits whose texts together cost at most ``budget`` tokens, in their order.

    One that is too long is passed over for shorter ones after it; none is cut, because half a claim
    may say the opposite of the whole.

    Args:
        hits: Best first.
        budget: Tokens to spend, ≥ 0.
        count_tokens: What one text costs, whatever surrounds it in the prompt included.
    """
    packed: list[Hit] = []
    left = budget
    for hit in hits:
        cost = count_tokens(hit.text)
        if cost <= left:
            packed.append(hit)
            left -= cost
    return packed
