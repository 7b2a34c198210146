# ruff: noqa: E501 - a sentence a line reads best here
"""What the invented Robin Askel wrote in the sample week: notes, and talks with an assistant.

Days are counted from Monday (0); times are local.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was saved."""

    day: int
    time: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with an assistant; turns are a minute and a half apart."""

    name: str
    day: int
    time: str
    turns: tuple[tuple[Literal["user", "assistant"], str], ...]


NOTES: tuple[Note, ...] = (
    # Monday
    Note(0, "08:12", "journal/monday.md", "Back at work after a week off. I am a data engineer at Lumbrel, and I still like saying it out loud."),
    Note(0, "08:20", "journal/monday.md", "I cycle to work every day, twenty minutes along the canal. Only ice stops me."),
    Note(0, "09:05", "work/loaf.md", "loaf is our pipeline that forecasts how much bread each bakery will sell. I maintain the ingest half of it."),
    Note(0, "09:11", "work/loaf.md", "I use pandas as my data frame library. The supplier files barely fit into memory."),
    Note(0, "12:40", "journal/monday.md", "I have been vegetarian since 2019. The canteen still offers me fish."),
    Note(0, "17:55", "work/todo.md", "I have to send the supplier audit report to Ines by Tuesday 11 March."),
    Note(0, "21:10", "portuguese.md", "I am learning Portuguese because we are going to Porto in May. Twenty new words today, fifteen of them food."),
    # Tuesday
    Note(1, "07:58", "journal/tuesday.md", "I live in Ghent, in the flat above the bicycle shop, and this morning the shop was loud by seven."),
    Note(1, "08:41", "work/how-i-work.md", "I do my best work before noon. I keep mornings free of meetings whenever I can."),
    Note(1, "11:30", "work/loaf.md", "The supplier file from Oudenaarde has 4.1 million rows; the pandas join took eleven minutes."),
    Note(1, "13:20", "work/loaf.md", "Tomas owns the forecasting half of loaf. He wants the cleaned files by six each morning."),
    Note(1, "22:05", "climbing.md", "Bouldering at Bloc Nine again. I go bouldering every Tuesday and Thursday evening. Sent the yellow slab at last."),
    Note(1, "22:08", "climbing.md", "My goal for spring is to climb a 6C without cutting loose."),
    # Wednesday: two notes from a device that had been offline arrive in the same second
    Note(2, "07:30", "phone/inbox.md", "My Portuguese class is on Wednesdays."),
    Note(2, "07:30", "phone/family.md", "My Portuguese class is on Mondays."),
    Note(2, "08:30", "work/loaf.md", "Tried Polars on the Oudenaarde file while waiting for the build. The same join took nine seconds."),
    Note(2, "12:15", "health.md", "I am allergic to hazelnuts. Reminded the new canteen cook, politely, for the second time."),
    Note(2, "14:40", "work/one-on-one.md", "One-on-one with Ines: she is happy with the ingest, less happy that nobody can read the alerts. I promised to rewrite the alert texts by the end of March."),
    Note(2, "18:20", "bread.md", "My sourdough starter is called Gerrit. Fed him rye tonight because the wheat ran out."),
    Note(2, "21:45", "reading.md", "Reading a history of salt before sleep. I read about half an hour every night."),
    # Thursday: the mind is changed
    Note(3, "09:02", "work/loaf.md", "I switched from pandas to Polars for data frames. The whole ingest now runs in two minutes and I am not going back."),
    Note(3, "09:30", "work/loaf.md", "I no longer use pandas in loaf. Only the old notebooks import it, and they can stay in the attic."),
    Note(3, "11:48", "work/setup.md", "I use Helix as my editor. Two years now, and my hands have stopped reaching for anything else."),
    Note(3, "13:05", "work/loaf.md", "Every morning I type the same three commands to reset the local database. Somebody should do something about that. Probably me."),
    Note(3, "22:20", "climbing.md", "Climbed with Noor tonight. My left wrist complained on the crimps, so I stopped early."),
    # Friday
    Note(4, "08:22", "work/how-i-work.md", "I work from home on Fridays. The cat, Tosti, works on my keyboard."),
    Note(4, "10:35", "work/alerts.md", "I prefer short alerts: what broke, since when, what to do. Three lines at most."),
    Note(4, "12:30", "journal/friday.md", "I drink my coffee black and I stop at two cups, or I do not sleep."),
    Note(4, "16:40", "work/todo.md", "The supplier audit report still lacks the chapter on late deliveries. I plan to write it on Monday morning."),
    Note(4, "18:10", "travel.md", "I booked the train to Paris for 15 May; the night bus to Porto is not booked yet. I want to book it before the end of March, when the prices go up."),
    # Saturday
    Note(5, "09:15", "bread.md", "I bake sourdough every Saturday. Today 78 percent water, too wet to shape, very good crumb."),
    Note(5, "11:20", "bread.md", "I gave two loaves to the neighbours. I always bake one more than we can eat."),
    Note(5, "15:50", "garden.md", "I sowed coriander and parsley on the balcony. I want to grow the herbs for summer myself."),
    Note(5, "20:30", "portuguese.md", "Watched half a film in Portuguese without subtitles. I understood the weather and the insults."),
    # Sunday
    Note(6, "10:40", "journal/sunday.md", "I called my mother, as I do every Sunday morning. She will visit us at Easter."),
    Note(6, "14:25", "cycling.md", "Sixty kilometres along the Lys. My bicycle is a blue steel tourer that is older than my job."),
    Note(6, "19:45", "journal/week.md", "A good week: the ingest is fast, the slab is sent, the bread is eaten. Next week the report, first thing."),
)  # fmt: skip

TALKS: tuple[Talk, ...] = (
    Talk(
        "slow-join",
        0,
        "09:20",
        (
            ("user", "My pandas merge of a 4 million row file eats 20 GB. What would you look at first?"),
            ("assistant", "Check the dtypes of the join keys first: object columns are compared as Python strings. Converting them to categoricals often cuts memory by more than half."),
            ("user", "They are strings, yes. I joined Lumbrel in September 2022 and nobody has dared to touch that file since."),
            ("assistant", "Then start with a copy and a row count before and after, so that nobody has to be brave."),
            ("user", "I prefer to write the test before I touch the code, so that fits."),
            ("assistant", "Good. A handful of rows with a missing key, a duplicate key and a plain match will cover most of it."),
        ),
    ),
    Talk(
        "porto-trip",
        0,
        "20:30",
        (
            ("user", "We are going to Porto from 16 to 20 May. What is worth a morning without queues?"),
            ("assistant", "The riverside before nine, and the market hall when it opens. Both are quiet on weekdays."),
            ("user", "We do not fly any more. I travel by train wherever I can."),
            ("assistant", "From Ghent that is two days with a stop in Paris and one on the Spanish side; a night bus covers the last part."),
            ("user", "Two days is fine. I like slow journeys and I always take too many books."),
            ("assistant", "Then plan the stop in Paris for an afternoon; the connection leaves late."),
            ("user", "We will stay near the river. Museums bore me, markets never do."),
        ),
    ),
    Talk(
        "keys",
        1,
        "10:10",
        (
            ("user", "How do I stop credentials from ending up in my shell history?"),
            ("assistant", "Keep them in a file that only you can read or in the system keyring, and let the tool read them from there."),
            ("user", "I put a key on the command line this morning, like a beginner. I want to rotate it today."),
            ("assistant", "Rotating it is right. Afterwards remove the line from the history as well."),
        ),
    ),
    Talk(
        "standup-text",
        1,
        "09:40",
        (
            ("user", "Make this shorter: yesterday I looked into why the join is slow, today I will look further into why the join is slow."),
            ("assistant", '"Still on the slow join; numbers by tonight."'),
            ("user", "I like it when messages are shorter than I would have written them."),
        ),
    ),
    Talk(
        "polars-first-look",
        2,
        "08:50",
        (
            ("user", "I tried Polars on one file and the join took nine seconds instead of eleven minutes. What is the catch?"),
            ("assistant", "Mostly habits: there is no index, expressions replace most loops, and lazy frames only run when you collect them."),
            ("user", "I never liked the index anyway."),
            ("assistant", "Then the main cost is rewriting the code around it, and the tests tell you when you are done."),
            ("user", "I will decide tomorrow. I do not switch tools in the afternoon."),
        ),
    ),
    Talk(
        "canteen",
        2,
        "12:25",
        (
            ("user", "Suggest a lunch I can cook on Wednesday evenings for the next day. No meat, no fish, no hazelnuts."),
            ("assistant", "A chickpea salad with roasted peppers keeps well, and so does a lentil stew with lemon."),
            ("user", "Lentils it is. I cook for two, and I like leftovers."),
        ),
    ),
    Talk(
        "polars-decision",
        3,
        "08:40",
        (
            ("user", "I have switched from pandas to Polars. Help me write the note for the team?"),
            ("assistant", "Say what changed, what it brought and what they have to do: one dependency, two minutes instead of forty, nothing for those who only read the output."),
            ("user", "Tomas will ask whether his notebooks break. They do not, they read Parquet."),
            ("assistant", "Put that in the first line, then; it is the only question most readers have."),
            ("user", "I use Polars for everything new from today."),
            ("assistant", "That is a clear rule. Add the date to the note."),
        ),
    ),
    Talk(
        "alert-texts",
        3,
        "14:15",
        (
            ("user", "Rewrite this alert: 'Threshold exceeded on metric ingest_lag_seconds for supplier 17'."),
            ("assistant", '"Supplier 17 is 40 minutes late. Nothing is lost yet. If it lasts until 06:00, tell Tomas."'),
            ("user", "Exactly. I dislike alerts that make the reader do the thinking."),
            ("assistant", "Then every alert should end with what to do, even if it is nothing."),
            ("user", "There are 34 of them. I promised Ines to have them rewritten by the end of March."),
        ),
    ),
    Talk(
        "wrist",
        3,
        "22:40",
        (
            ("user", "My wrist hurts after climbing. How long should I rest it?"),
            ("assistant", "For a mild ache a few days without crimping are usual; if it stays for two weeks or swells, have it looked at."),
            ("user", "I will skip Tuesday, then. I would rather lose one evening than a month."),
        ),
    ),
    Talk(
        "pt-practice",
        4,
        "18:40",
        (
            ("user", "Correct me: 'Eu trabalha como engenheiro de dados.'"),
            ("assistant", '"Eu trabalho como engenheiro de dados." The first person ends in -o.'),
            ("user", "I always mix up the endings. I learn best when somebody corrects me at once."),
            ("assistant", "Then I will correct every sentence, briefly."),
            ("user", "I also speak Dutch, French and English, so the grammar is not the problem. Laziness is."),
        ),
    ),
    Talk(
        "report-outline",
        4,
        "16:05",
        (
            ("user", "Outline for the supplier audit report: which suppliers are late, since when, what it costs, what to change. Anything missing?"),
            ("assistant", "Who decides, and by when. A reader should know what is asked of them."),
            ("user", "Ines decides. She wants the report on Tuesday 11 March, before the board meets."),
            ("assistant", "Then put the decision on the first page and the tables at the end."),
            ("user", "I write first drafts in plain text. Formatting too early makes me vain."),
        ),
    ),
    Talk(
        "sourdough",
        5,
        "08:30",
        (
            ("user", "The dough is very wet today, 78 percent. Save it or start again?"),
            ("assistant", "Save it: fold it three times, half an hour apart, and bake it in a tin if it will not hold."),
            ("user", "No tin. I bake in a cast-iron pot, always."),
            ("assistant", "The pot holds it as well. Put it in cold from the fridge."),
        ),
    ),
    Talk(
        "garden",
        5,
        "16:10",
        (
            ("user", "Does coriander like a balcony that faces north-east?"),
            ("assistant", "Yes, it bolts in full sun. Sow again every three weeks."),
            ("user", "Remind me of that in three weeks. I forget everything that is not written down."),
        ),
    ),
    Talk(
        "monday-plan",
        6,
        "20:20",
        (
            ("user", "Plan for Monday: the chapter on late deliveries from eight to ten, stand-up, then reading proofs of the report."),
            ("assistant", "That leaves the afternoon free for what comes up, which on Mondays is usually a lot."),
            ("user", "I keep Monday afternoons empty on purpose."),
        ),
    ),
)  # fmt: skip
