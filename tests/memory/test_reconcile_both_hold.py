"""Claims that both hold, however much they share: what must neither end nor rewrite another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Draft, Observation, Proposition
from memory.decisions import Candidate
from memory.model import UserModel
from memory.reconcile import decide
from tests.memory.test_reconcile_rules import compare
from tests.support.models import START, Clock, open_model, said


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        # To stop using one thing is not to stop using another.
        ("Stopped going to the gym", "Uses Neovim as their editor"),
        ("No longer uses Facebook", "Uses Chrome as their browser"),
        ("Never uses spreadsheets", "Uses Postgres as the main database"),
        # Who broke up, is away or has healed is somebody still.
        ("Their brother Luis broke up with Eva", "Their brother Luis plays chess"),
        ("Their boss Helen is gone until Monday", "Their boss Helen likes short reports"),
        ("Their mother healed well after the operation", "Their mother lives in Kent"),
        ("The bakery closed down for the holidays", "The bakery is run by their aunt"),
        # Done by the other, or on the other side.
        ("Ben owes them 20 euros", "Owes Ben 20 euros"),
        ("Ana works for them", "Works for Ana"),
        ("Ben is taller than them", "Is taller than Ben"),
        ("Their father called their mother", "Their mother called their father"),
        ("Ben helps them with maths", "Helps Ben with maths"),
        ("Stretches after running", "Stretches before running"),
        # What only begins like the other.
        ("Has a car loan", "Has a car"),
        ("Has a cat allergy", "Has a cat"),
        ("Has a piano lesson on Tuesday", "Has a piano"),
        ("Likes milk chocolate", "Likes milk"),
        ("Plays football manager", "Plays football"),
        ("Is afraid of flying insects", "Is afraid of flying"),
        ("Read Dune Messiah", "Read Dune"),
        ("Likes apple pie", "Likes Apple"),
        ("Bought a car magazine", "Does not own a car"),
        ("Takes vitamin B", "Takes vitamin A"),
        ("Has hepatitis B antibodies", "Has hepatitis A antibodies"),
        ("Traded their bike in for a scooter", "Their car is a Skoda Octavia"),
        # Two words that look alike.
        ("Is no longer interested in astrology", "Is interested in astronomy"),
        # Two times of the same.
        ("Had a fever on 9 May", "Had a fever on 3 May"),
        ("Finished the second chapter", "Finished the first chapter"),
        ("Was promoted again in 2025", "Was promoted in 2022"),
        ("Tomorrow's standup is at 11:00", "The standup is at 9:30"),
        # One of several.
        ("Ditched Firefox for Brave", "Uses Firefox and Slack"),
        ("No longer uses Firefox", "Uses Firefox, Slack and Zoom at work"),
        ("Sold the piano", "Has a piano and a cello"),
        # Of the same doing, another part.
        ("Stopped sending money to the charity", "Sends money to Ana"),
        ("Stopped talking to their uncle", "Talks to their mother every day"),
        ("Gave up on learning to knit", "Is learning to sew"),
        ("Stopped drinking coffee after 3 pm", "Drinks coffee in the morning"),
        ("Stopped working from home on Mondays", "Works from home on Fridays"),
        ("No longer writes reviews for Time", "Writes reviews for Wired"),
        # Turns in life that were none.
        ("Is seeing a physiotherapist", "Is single"),
        ("Got together with old school friends", "Is single"),
        ("Has a baby sister", "Has no children"),
        ("Has a baby shower on Sunday", "Is pregnant"),
        ("Welcomed a new neighbour with a cake", "Has no children"),
        ("Had a wedding to attend in Cork", "Is engaged"),
        ("Lives with chronic back pain", "Lives alone"),
        ("Jonas moved to the desk by the window", "Lives with Jonas"),
        ("Is retired from competitive swimming", "Works at a bakery"),
        ("Works as a volunteer at the library", "Is looking for a job"),
        ("Works as part of a team of six", "Works as a teacher"),
        ("Is full of energy", "Is an intern"),
        ("Went back to the office to pick up a parcel", "Is on parental leave"),
        ("Works from home this week", "Commutes by train"),
        ("Graduated from high school", "Studies physics at Bonn"),
        ("Settled in quickly at the new job", "Lives in Leeds"),
        ("Got a cat calendar", "Has no pets"),
        ("Has a car sharing membership", "Does not own a car"),
        ("Has short hair", "Has a beard"),
        ("Finished the novel by Ann Lee", "Is writing a novel"),
        ("Finished the first draft", "Is writing a story about lighthouses"),
        ("Received a parcel from Ben", "Is waiting for a parcel from Anna"),
        ("Was released from the contract with the gym", "Is in hospital"),
        ("The weather is better", "Has a fever"),
        ("Their knee has healed", "Has a broken wrist"),
        ("Recovered from the shoulder injury", "Has a knee injury from skiing"),
        ("Sleeps well on trains", "Suffers from insomnia"),
        # Called like a food, and eaten instead of it.
        ("Eats vegan cheese", "Does not eat dairy"),
        ("Eats meat substitutes", "Does not eat meat"),
        ("Drinks alcohol-free beer", "Does not drink alcohol"),
        ("Smokes brisket", "Does not smoke"),
    ],
)
def test_both_hold(draft: str, known: str) -> None:
    """Neither is the other, nor a change of it."""
    assert compare(draft, known).outcome == "new"


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        ("No longer uses Neovim", "Uses Neovim as their editor"),
        ("Does not use an editor any more", "Uses Neovim as their editor"),
        ("Their dog Rex died", "Their dog Rex loves the beach"),
        ("Their band split up", "Their band plays in pubs"),
        ("Lives in New York", "Lives in York"),
        ("Is against nuclear power", "Is for nuclear power"),
        ("Wants fewer meetings", "Wants more meetings"),
        ("Their blood type is A-", "Their blood type is A+"),
        ("Their email is b.a@example.org", "Their email is a.b@example.org"),
        ("Uses she/her pronouns", "Uses he/him pronouns"),
        ("Traded the Skoda in for a Kia", "Their car is a Skoda Octavia"),
        ("Traded their old laptop in", "Has an old laptop"),
        ("Lives alone since Bea moved out", "Shares a flat with Bea"),
        ("Is off crutches", "Is on crutches"),
        ("Drinks coffee again", "Does not drink coffee"),
        ("Does not smoke", "Smokes a pipe"),
        ("Runs Ubuntu 24.04 on the desktop", "Runs Ubuntu 22.04 on the desktop"),
        ("The shop's login bug has been fixed", "The shop's login bug is unresolved"),
        ("Ceramics is no longer their thing", "Their passion is ceramics"),
        ("Shaved off their beard", "Has a beard"),
        ("Is dating a colleague", "Is single"),
        ("Bought a second-hand car", "Has no car"),
        ("Their wrist has healed", "Has a broken wrist"),
        ("Got over the flu", "Is ill"),
        ("Recovered from the knee injury", "Has a knee injury from skiing"),
        ("Stopped sending money to Ana", "Sends money to Ana every month"),
        ("Finished the novel in May", "Is writing a novel"),
        ("Received the parcel from Anna", "Is waiting for a parcel from Anna"),
        ("Has moved to Bristol for a PhD", "Lives in Leeds"),
        ("Postponed the dentist to 12 May", "Postponed the dentist to 5 May"),
        ("Raised the rent to 900 euros", "Raised the rent to 850 euros"),
        ("No longer uses Firefox and Slack", "Uses Firefox and Slack"),
        ("The company replaced Slack with Teams", "Uses Slack at work"),
        ("Ditched Firefox for Brave", "Uses Firefox"),
        ("Accepted an offer from Siemens", "Is looking for a job"),
        ("The Iceland trip is off", "Is planning a trip to Iceland in June"),
        ("The interview went well", "Is nervous about the interview on Friday"),
        ("A flatmate called Jo moved in", "Lives alone"),
        ("Has not set foot in the gym for months", "Goes to the gym three times a week"),
        ("The flight was rebooked to 13:20", "Their flight leaves at 6:55"),
        ("Switched to contact lenses", "Wears glasses"),
        ("Was promoted", "Hopes to be promoted this year"),
        ("The divorce is final", "Is in the middle of a divorce"),
        ("The project is back on track", "The project is behind schedule"),
    ],
)
def test_the_change_itself_is_seen(draft: str, known: str) -> None:
    """What it is told apart from still ends the other."""
    assert compare(draft, known).outcome == "contradicts"


@pytest.mark.parametrize(
    ("draft", "known"),
    [
        ("Uses Python 3.13 for data pipelines", "Uses Python"),
        ("Uses Docker Compose for deployment", "Uses Docker"),
        ("Likes hiking alone in the Lake District", "Likes hiking"),
        ("Has a dog named Rex", "Has a dog"),
        ("Likes green tea", "Likes tea"),
        ("Flew to Cork with Ola in May", "Flew to Cork with Ola"),
        ("Uses Polars for everything new", "Has switched from pandas to Polars"),
    ],
)
def test_detail_is_still_added(draft: str, known: str) -> None:
    """A longer claim about the same thing refines."""
    assert compare(draft, known).outcome == "refines"


def test_a_plan_that_is_dropped_is_over() -> None:
    """A plan with a date is an episode; that it is dropped is none, and ends it all the same."""
    plan = Proposition(
        id="p1",
        text="Is going to Iceland in June 2027",
        kind="episodic",
        valid_from=START,
        valid_to=START + timedelta(days=400),
    )
    decision = decide(
        Draft(proposition=Proposition(text="Is not going to Iceland after all")),
        [Candidate(proposition=plan, cosine=0.7, newest_evidence=START)],
        observed_at=START + timedelta(days=3),
    )
    assert (decision.outcome, decision.target) == ("contradicts", "p1")


def test_one_switch_told_twice_is_one() -> None:
    """With what it was for, a switch has not gone on to something else."""
    again = compare(
        "Switched from pandas to Polars for data frames", "Has switched from pandas to Polars"
    )
    assert again.outcome == "identical"


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def tell(model: UserModel, text: str, days: float) -> str:
    """Something is said so many days ago and believed; the outcome."""
    [seen] = model.observe([said(text, at=START - timedelta(days=days), thread=text + str(days))])
    return model.reconcile([Proposition(text=text)], evidence=[seen])[0].outcome


def active(model: UserModel) -> set[str]:
    """What is believed."""
    return {each.text for each in model.propositions()}


def test_what_is_said_again_settles_a_dispute(model: UserModel) -> None:
    """Two homes with no order in time; then one of them is told again."""
    tell(model, "Lives in Leeds", 9)
    assert tell(model, "Lives in York", 9) == "disputed"
    assert active(model) == {"Lives in Leeds", "Lives in York"}
    assert tell(model, "Lives in York", 2) == "identical"
    assert active(model) == {"Lives in York"}
    york = next(each for each in model.propositions())
    model.undo(model.history(york.id)[-1].id)
    assert active(model) == {"Lives in Leeds", "Lives in York"}


def test_an_older_word_settles_nothing(model: UserModel) -> None:
    """What was said before both leaves the dispute open."""
    tell(model, "Lives in Leeds", 9)
    tell(model, "Lives in York", 9)
    assert tell(model, "Lives in York", 20) == "identical"
    assert active(model) == {"Lives in Leeds", "Lives in York"}


def test_words_of_others_do_not_rewrite_the_persons(model: UserModel) -> None:
    """A mail that says more of the same supports the claim, whose wording stays."""
    tell(model, "Lives in Leeds", 9)
    [mail] = model.observe(
        [
            Observation(
                source="mail",
                content="Lives in Leeds with a husband named Bob",
                origin="third-party content",
                observed_at=START,
            )
        ]
    )
    told = model.reconcile(
        [Proposition(text="Lives in Leeds with a husband named Bob")], evidence=[mail]
    )[0]
    assert told.outcome == "identical"
    assert active(model) == {"Lives in Leeds"}


def test_a_letter_is_no_article() -> None:
    """Of two blood types one is wrong; neither is a detail of the other."""
    assert compare("Their blood type is B", "Their blood type is A").outcome == "contradicts"
    assert compare("Their team is a joke", "Their team is a mess").outcome == "new"
