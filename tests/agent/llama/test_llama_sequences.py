"""Which sequence of the key-value cache a prompt is given, and what it finds there."""

from __future__ import annotations

from agent.llama.options import Priority
from agent.llama.sequences import Slot, Slots


def used(slots: Slots, prompt: list[int], owner: Priority) -> Slot:
    """A prompt that was answered: its sequence holds it now."""
    placement = slots.take(prompt, owner)
    placement.slot.tokens[:] = prompt
    placement.slot.busy = False
    return placement.slot


def test_each_kind_of_work_has_a_sequence_of_its_own() -> None:
    """However different the prompts are."""
    slots = Slots(partial=True)
    learn, chat = used(slots, [1, 2, 3], "learn"), used(slots, [4, 5, 6], "chat")

    assert learn is not chat
    assert used(slots, [7, 8, 9], "learn") is learn
    assert chat.tokens == [4, 5, 6]


def test_one_token_is_always_left_to_evaluate() -> None:
    """Or there would be nothing to choose the next from."""
    slots = Slots(partial=True)
    used(slots, [1, 2, 3], "learn")

    assert slots.take([1, 2, 3], "learn").shared == 2


def test_a_conversation_goes_on_where_it_was_and_another_begins_elsewhere() -> None:
    """Two of them have their place; the third takes that of the one left longest."""
    slots = Slots(partial=True)
    first = used(slots, [1, 1, 1, 1], "chat")
    second = used(slots, [2, 2, 2, 2], "chat")
    assert used(slots, [1, 1, 1, 1, 5, 6], "chat") is first
    third = used(slots, [3, 3, 3, 3], "chat")

    assert second is not first
    assert third is second


def test_a_prefix_is_taken_from_wherever_it_is() -> None:
    """Also from a sequence that is busy; not from one whose cells had to go elsewhere."""
    slots = Slots(partial=True)
    busy = slots.take([1, 2, 3, 4, 5, 6, 7, 8], "learn").slot
    busy.tokens[:] = [1, 2, 3, 4, 5, 6, 7, 8]
    taken = slots.take([1, 2, 3, 9, 9], "chat")
    assert (taken.source, taken.shared, taken.keep) == (busy, 3, 0)
    taken.slot.busy = False
    busy.away = True

    assert slots.take([1, 2, 3, 9, 9], "chat").shared == 0


def test_a_recurrent_model_reuses_all_of_a_sequence_or_nothing() -> None:
    """Its state has seen everything, and cannot forget the end."""
    slots = Slots(partial=False)
    used(slots, [1, 2, 3], "chat")

    assert slots.take([1, 2, 9], "learn").shared == 0
    assert slots.take([1, 2, 3, 4], "chat").shared == 3


def test_what_was_left_longest_makes_room_first() -> None:
    """Never what is being worked on."""
    slots = Slots(partial=True)
    old, new = used(slots, [1], "learn"), used(slots, [2], "suggest")
    working = slots.take([3], "chat").slot
    working.tokens[:] = [3]

    assert slots.spare(besides=working) is old
    old.tokens.clear()
    assert slots.spare(besides=working) is new
    new.tokens.clear()
    assert slots.spare(besides=working) is None
