"""What asks how something is, however it is put; and what asks for something else."""

from __future__ import annotations

import pytest

from memory.retrieval.present import asks_for_past, asks_for_present


@pytest.mark.parametrize(
    "query",
    [
        "What's the quota?",
        "When's the next rehearsal?",
        "whats the quota at",
        "Remind me of my quota.",
        "Tell me how many scarves I have knitted.",
        "Show me my savings goal.",
        "Could you tell me which bus I take?",
        "Do you remember my shoe size?",
        "I forgot: how long is the warranty on the loom?",
        "I'd like to know the current fare.",
        "Look up the fare for the ferry?",
        "My usual table?",
        "And the door code of the shed?",
        "The closing date of the contest?",
        "dinner with Oda, what time again?",
        "budget now",
        "To what did we raise the fee?",
        "What did we lower the fee to?",
        "What did I name the goat?",
        "Did I set a limit for sweets?",
        "How much did I set aside for the loom?",
        "Have I picked a colour?",
        "Has the pass been stamped?",
        "Remind me what I decided about the loom.",
        "By when must I return the drill?",
        "The goat bit me last year. What is the fee?",
        "What was my latest score?",
        "What oil do I use to fry fish?",
        "What score did I reach?",
        "How many scarves did I finish?",
        "How far did we raise the fence to?",
        "What was the fee set to?",
        "When was the fair moved to?",
        "For when did we schedule the fair?",
        "yo whats my quota",
        "Quick check: quota for guests?",
        "Kindly state the present quota.",
        "What can you tell me about my quota?",
        "Could you refresh my memory on the fee?",
        "What did I say the fee is?",
        "Which colour was picked for the shed?",
        "What was the limit that I set for sweets?",
    ],
)
def test_a_value_is_asked_for_in_many_ways(query: str) -> None:
    """As a question, a request to be told, a thing with a question mark, or as what was settled."""
    assert asks_for_present(query)


@pytest.mark.parametrize(
    "query",
    [
        "What was the quota?",
        "Why did I pick the goat?",
        "When did we raise the fee?",
        "Who did I call from the hut?",
        "How often did I change the fee?",
        "How many times did we move the date?",
        "What did Oda buy?",
        "What happened at the fair?",
        "What made me leave the choir?",
        "Who repainted the shed?",
        "Tell me what I said about the goat.",
        "Tell me the history of the fee.",
        "Since when do I sing?",
        "How has my singing improved?",
        "List in order the huts that I know.",
        "How do I get there, and how did I before?",
        "What did the fee use to be?",
        "What was the first limit that I set?",
        "What limit did I set before I moved?",
        "What was the original fee that we set?",
        "How many scarves did I sell?",
        "How many scarves did I finish when I was ill?",
        "How many more scarves did I finish than shawls?",
        "When did I reach the hut?",
        "Who was picked for the choir?",
    ],
)
def test_what_looks_back_asks_for_no_present_value(query: str) -> None:
    """What was, what happened, why and when, and how it went on."""
    assert not asks_for_present(query)
    assert asks_for_past(query)


@pytest.mark.parametrize(
    "query",
    [
        "Write a song about what is current",
        "Help me with what is left",
        "Give me an overview of the current rules",
        "Show me how wool is dyed now",
        "Can you dye the wool? It is still white.",
        "Would a larger loom help?",
        "The dye is what I have now. Can you dye the wool?",
        "Shall we dye it?",
        "You like wool?",
        "What should I sing?",
        "We moved the rehearsal to May 12, which is a Tuesday.",
        "The fee is 12 euros now. " * 20,
    ],
)
def test_work_advice_and_statements_ask_for_no_value(query: str) -> None:
    """Nor do they look back."""
    assert not asks_for_present(query)
    assert not asks_for_past(query)


def test_what_is_settled_is_not_the_past() -> None:
    """Claims that took the place of what was said then may answer it."""
    assert not asks_for_past("What did we name the goat?")
    assert asks_for_past("What did we feed the goat?")
