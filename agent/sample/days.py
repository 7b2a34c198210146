# ruff: noqa: E501 - a row of a table a line reads best here
"""What the invented Robin Askel did in the sample week: commands, commits, windows, pages, meetings.

Days are counted from Monday (0); times are local. Commands and windows follow one another within a
stretch, a little irregularly; the irregularity is drawn by whoever writes the week.
"""

from __future__ import annotations

from dataclasses import dataclass

LOAF = "/home/robin/code/loaf"
DASHBOARD = "/home/robin/code/alerts"
HOME = "/home/robin"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Commands typed in one directory, from a time on."""

    day: int
    time: str
    cwd: str
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A commit."""

    day: int
    time: str
    repo: str
    subject: str
    body: str = ""
    files: tuple[str, ...] = ()
    insertions: int = 0
    deletions: int = 0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A calendar entry; ``days`` are those on which it takes place."""

    days: tuple[int, ...]
    start: str
    end: str
    title: str
    people: tuple[str, ...] = ()
    location: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was opened."""

    day: int
    time: str
    title: str
    url: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class Focus:
    """Windows in the foreground one after another, with minutes each."""

    day: int
    time: str
    windows: tuple[tuple[str, str, int], ...]


#: Typed every working morning, and again whenever the local database is in the way.
RESET = (
    "docker compose down -v",
    "docker compose up -d",
    "uv run python -m loaf.seed --small",
)
MORNING = ("git pull --rebase", "uv sync", *RESET, "uv run pytest -q")
CHECK = ("uv run ruff check .", "uv run pytest -q")

STRETCHES: tuple[Stretch, ...] = (
    Stretch(0, "08:50", LOAF, ("cd ~/code/loaf", *MORNING, "git log --oneline -5")),
    Stretch(0, "10:25", LOAF, ("hx loaf/ingest/join.py", "uv run python -m loaf.ingest --supplier 17", "top -o %MEM", *CHECK)),
    Stretch(0, "13:30", LOAF, ("hx tests/test_join.py", "uv run pytest -q tests/test_join.py", "uv run pytest -q tests/test_join.py", "git add -p", "git commit", "git push")),
    Stretch(0, "15:40", LOAF, (*RESET, "uv run python -m loaf.ingest --supplier 17 --profile", "ls -lh data/oudenaarde")),
    Stretch(1, "08:45", LOAF, ("cd ~/code/loaf", *MORNING)),
    Stretch(1, "09:15", LOAF, ("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "aws s3 ls s3://lumbrel-suppliers/oudenaarde/", "aws s3 cp s3://lumbrel-suppliers/oudenaarde/2025-03-03.csv data/oudenaarde/")),
    Stretch(1, "10:40", LOAF, ("hx loaf/ingest/join.py", "uv run python -m cProfile -o join.prof -m loaf.ingest --supplier 17", "uvx snakeviz join.prof", *CHECK, "git commit -am 'Profile the Oudenaarde join'", "git push")),
    Stretch(1, "14:10", LOAF, (*RESET, "psql -h localhost loaf -c 'select count(*) from deliveries'", "hx loaf/ingest/clean.py", *CHECK, "git commit -am 'Drop empty delivery rows before the join'", "git push")),
    Stretch(2, "08:35", LOAF, ("cd ~/code/loaf", *MORNING)),
    Stretch(2, "08:55", LOAF, ("git switch -c try-polars", "uv add polars", "hx loaf/ingest/join_polars.py", "time uv run python -m loaf.ingest.join_polars", "time uv run python -m loaf.ingest --supplier 17")),
    Stretch(2, "10:50", LOAF, ("hx loaf/ingest/join_polars.py", "uv run pytest -q tests/test_join.py", *CHECK, "git add loaf/ingest/join_polars.py", "git commit", "git push -u origin try-polars")),
    Stretch(2, "15:20", DASHBOARD, ("cd ~/code/alerts", "git pull --rebase", "rg -c 'Threshold exceeded' rules/", "hx rules/ingest.yaml", "uv run python -m alerts.check rules/", "git commit -am 'Count the alerts nobody understands'", "git push")),
    Stretch(3, "08:30", LOAF, ("cd ~/code/loaf", *MORNING)),
    Stretch(3, "09:05", LOAF, ("git switch try-polars", "rg -l 'import pandas' loaf/", "hx loaf/ingest/clean.py", *CHECK, "hx loaf/ingest/load.py", *CHECK, "uv remove pandas", "uv run pytest -q", "git commit -am 'Move the ingest from pandas to Polars'", "git push")),
    Stretch(3, "11:10", LOAF, ("git switch main", "git merge --no-ff try-polars", *RESET, "time uv run python -m loaf.ingest --all", "git push")),
    Stretch(3, "14:30", DASHBOARD, ("cd ~/code/alerts", "hx rules/ingest.yaml", "uv run python -m alerts.check rules/", "git commit -am 'Say what to do in the lag alert'", "git push")),
    Stretch(4, "08:40", LOAF, ("cd ~/code/loaf", *MORNING)),
    Stretch(4, "10:20", DASHBOARD, ("cd ~/code/alerts", "hx rules/suppliers.yaml", "uv run python -m alerts.check rules/", "git commit -am 'Shorten six supplier alerts to three lines'", "git push")),
    Stretch(4, "13:15", LOAF, ("cd ~/code/loaf", *RESET, "uv run python -m loaf.report late-deliveries --since 2025-01-01 > late.csv", "wc -l late.csv", "hx reports/supplier-audit.md")),
    Stretch(4, "15:45", LOAF, ("hx reports/supplier-audit.md", "git add reports/supplier-audit.md", "git commit -m 'Start the supplier audit report'", "git push", "docker compose down -v")),
    Stretch(5, "10:05", HOME, ("cd ~/notes", "hx bread.md", "git commit -am 'bread'", "rsync -a ~/notes/ nas:notes/")),
    Stretch(5, "17:00", HOME, ("yt-dlp --list-subs https://video.example/filme", "uv tool upgrade --all", "df -h")),
    Stretch(6, "16:30", HOME, ("cd ~/notes", "hx cycling.md", "git commit -am 'lys'", "rsync -a ~/notes/ nas:notes/", "gpx2png ride.gpx")),
)  # fmt: skip

COMMITS: tuple[Done, ...] = (
    Done(0, "13:52", "loaf", "Test the join with missing and duplicate keys", "The join has had no test since it was written. Three rows cover what went wrong in January.", ("tests/test_join.py",), 48, 0),
    Done(0, "16:20", "loaf", "Log how long each supplier takes", "", ("loaf/ingest/join.py", "loaf/log.py"), 19, 3),
    Done(1, "11:25", "loaf", "Profile the Oudenaarde join", "", ("loaf/ingest/join.py",), 7, 2),
    Done(1, "14:45", "loaf", "Drop empty delivery rows before the join", "One in nine rows of the Oudenaarde file is empty. Dropping them first saves a minute.", ("loaf/ingest/clean.py", "tests/test_clean.py"), 22, 4),
    Done(2, "11:20", "loaf", "Try the join in Polars beside the old one", "Nine seconds against eleven minutes on the same file, same rows out.", ("loaf/ingest/join_polars.py", "pyproject.toml"), 84, 0),
    Done(2, "15:50", "alerts", "Count the alerts nobody understands", "", ("rules/ingest.yaml", "alerts/check.py"), 15, 1),
    Done(3, "10:40", "loaf", "Move the ingest from pandas to Polars", "Two minutes instead of forty for all suppliers. The notebooks read Parquet and do not notice.", ("loaf/ingest/join.py", "loaf/ingest/clean.py", "loaf/ingest/load.py", "pyproject.toml"), 173, 241),
    Done(3, "11:30", "loaf", "Take pandas out of the dependencies", "", ("pyproject.toml",), 0, 1),
    Done(3, "14:55", "alerts", "Say what to do in the lag alert", "", ("rules/ingest.yaml",), 6, 9),
    Done(4, "10:50", "alerts", "Shorten six supplier alerts to three lines", "", ("rules/suppliers.yaml",), 18, 61),
    Done(4, "11:40", "alerts", "Refuse rules whose text has no last line saying what to do", "", ("alerts/check.py", "tests/test_check.py"), 31, 2),
    Done(4, "16:05", "loaf", "Start the supplier audit report", "Everything but the chapter on late deliveries.", ("reports/supplier-audit.md",), 112, 0),
    Done(5, "10:10", "notes", "bread", "", ("bread.md",), 9, 1),
    Done(6, "16:35", "notes", "lys", "", ("cycling.md",), 12, 0),
)  # fmt: skip

WORKDAYS = (0, 1, 2, 3, 4)

MEETINGS: tuple[Meeting, ...] = (
    Meeting(WORKDAYS, "10:00", "10:15", "Stand-up", ("Ines", "Tomas", "Noor"), "small room"),
    Meeting((0,), "10:30", "11:15", "Planning of the week", ("Ines", "Tomas"), "small room"),
    Meeting((2,), "14:00", "14:30", "One-on-one with Ines", ("Ines",), "window seat"),
    Meeting((3,), "13:30", "14:00", "Show the Polars ingest", ("Tomas", "Ines"), "big room"),
    Meeting((4,), "15:00", "15:30", "Retrospective", ("Ines", "Tomas", "Noor"), "call"),
    Meeting((1, 3), "19:30", "21:30", "Bouldering", ("Noor",), "Bloc Nine"),
    Meeting((2,), "17:30", "18:00", "Bicycle to the workshop", (), "downstairs"),
    Meeting((5,), "19:00", "22:00", "Dinner with the neighbours", (), "upstairs"),
    Meeting((6,), "10:00", "10:30", "Call my mother", (), ""),
)  # fmt: skip

VISITS: tuple[Visit, ...] = (
    Visit(0, "09:30", "merge - data frame library documentation", "https://frames.example/docs/merge"),
    Visit(0, "09:34", "Memory use of string columns - answers", "https://answers.example/q/48121"),
    Visit(0, "12:50", "Weather Ghent, three days", "https://weather.example/ghent"),
    Visit(0, "15:55", "Profiling Python: flame graphs", "https://flames.example/python"),
    Visit(0, "20:40", "Porto by train: connections and fares", "https://rails.example/paris-porto"),
    Visit(0, "20:52", "Porto: markets and riverside walks", "https://travel.example/porto"),
    Visit(0, "21:20", "Portuguese verbs: present tense", "https://verbos.example/presente"),
    Visit(1, "09:25", "Rotating access keys", "https://cloud.example/docs/rotate-keys"),
    Visit(1, "10:15", "Ignoring commands in shell history", "https://shells.example/histignore"),
    Visit(1, "11:35", "Polars user guide: joins", "https://polars.example/guide/joins"),
    Visit(1, "12:45", "Polars or pandas? A comparison on four million rows", "https://bench.example/polars-pandas"),
    Visit(1, "18:30", "Bloc Nine: routes set this week", "https://blocnine.example/routes"),
    Visit(1, "22:20", "How to climb slabs", "https://blocs.example/slab"),
    Visit(2, "08:45", "Polars user guide: lazy frames", "https://polars.example/guide/lazy"),
    Visit(2, "09:10", "Polars user guide: expressions", "https://polars.example/guide/expressions"),
    Visit(2, "12:35", "Lentil stew with lemon", "https://kitchen.example/lentils"),
    Visit(2, "13:10", "A birthday present, undisclosed", "https://presents.example/surprise", private=True),
    Visit(2, "18:35", "Rye in a wheat starter", "https://bread.example/rye"),
    Visit(2, "20:15", "Portuguese words for food", "https://verbos.example/comida"),
    Visit(3, "08:20", "Polars: migrating from pandas", "https://polars.example/guide/migration"),
    Visit(3, "09:40", "Polars API: LazyFrame.join", "https://polars.example/api/lazyframe-join"),
    Visit(3, "14:20", "Writing alerts that people read", "https://oncall.example/alerts"),
    Visit(3, "22:45", "Wrist pain after climbing", "https://wrists.example/climbing"),
    Visit(4, "09:20", "YAML anchors explained", "https://yaml.example/anchors"),
    Visit(4, "12:20", "Trains to Paris, 15 May", "https://rails.example/gent-paris?date=2025-05-15"),
    Visit(4, "12:26", "Booking confirmed: Ghent - Paris", "https://rails.example/booking/confirmed"),
    Visit(4, "13:40", "Late deliveries: how to measure them", "https://logistics.example/late"),
    Visit(4, "18:50", "Portuguese verbs: endings", "https://verbos.example/terminacoes"),
    Visit(5, "08:25", "High hydration dough: folding", "https://bread.example/folding"),
    Visit(5, "11:40", "Bread flour from a mill near Ghent", "https://mill.example/flour"),
    Visit(5, "15:30", "Herbs for a north-east balcony", "https://herbs.example/shade"),
    Visit(5, "20:10", "Filmes portugueses com legendas", "https://video.example/filmes"),
    Visit(6, "09:30", "Cycle route along the Lys", "https://routes.example/lys"),
    Visit(6, "13:50", "Wind and rain, next four hours", "https://weather.example/radar"),
    Visit(6, "19:20", "Night bus to Porto: seats and prices", "https://rails.example/nightbus-porto"),
    Visit(6, "19:28", "Night bus to Porto: prices from April", "https://rails.example/nightbus-porto/april"),
)  # fmt: skip

EDITOR, TERMINAL, BROWSER, TALK, MUSIC = "Helix", "Terminal", "Browser", "Messages", "Player"

FOCUS: tuple[Focus, ...] = (
    *(
        Focus(
            day,
            "08:31",
            (
                (TERMINAL, "~/code/loaf", 9),
                (TALK, "loaf - team channel", 4),
                (EDITOR, "loaf/ingest/join.py", 32),
                (BROWSER, "dashboard: ingest of the night", 5),
                (EDITOR, "loaf/ingest/join.py", 27),
                (TALK, "Stand-up", 15),
            ),
        )
        for day in WORKDAYS
    ),
    *(
        Focus(
            day,
            "13:05",
            (
                (MUSIC, "piano, low", 2),
                (EDITOR, "tests/test_join.py", 38),
                (TERMINAL, "pytest", 6),
                (TALK, "Tomas", 5),
                (EDITOR, "loaf/ingest/clean.py", 44),
                (TERMINAL, "git push", 3),
                (BROWSER, "build 4 of loaf: passed", 2),
            ),
        )
        for day in (0, 1, 3)
    ),
    *(
        Focus(
            day,
            "10:17",
            (
                (EDITOR, f"loaf/ingest/{name}.py", 21),
                (BROWSER, title, 6),
                (EDITOR, f"loaf/ingest/{name}.py", 33),
                (TERMINAL, "pytest", 5),
                (TALK, "loaf - team channel", 3),
                (TERMINAL, "git commit", 4),
                ("Coffee timer", "two of two", 1),
            ),
        )
        for day, name, title in (
            (0, "join", "merge - data frame library documentation"),
            (1, "join", "Polars user guide: joins"),
            (2, "join_polars", "Polars user guide: expressions"),
            (3, "load", "Polars: migrating from pandas"),
            (4, "alerts", "YAML anchors explained"),
        )
    ),
    Focus(2, "14:32", ((EDITOR, "one-on-one.md", 7), (EDITOR, "rules/ingest.yaml", 51), (TERMINAL, "alerts check", 4), (TALK, "Ines", 6), (EDITOR, "rules/ingest.yaml", 20))),
    Focus(4, "13:02", ((MUSIC, "piano, low", 2), (TERMINAL, "late.csv", 8), (EDITOR, "reports/supplier-audit.md", 74), (TALK, "Ines", 5), (EDITOR, "reports/supplier-audit.md", 41), (TALK, "Retrospective", 30))),
    *(Focus(day, "21:12", ((BROWSER, "Portuguese, twenty words a day", 21), (MUSIC, "fado", 30))) for day in (0, 2, 4, 5)),
    Focus(5, "09:40", (("Notes", "bread.md", 12), (MUSIC, "radio", 55), ("Photos", "crumb, 78 percent", 4))),
    Focus(6, "16:20", (("Notes", "cycling.md", 14), ("Maps", "the Lys, 61 km", 9), ("Notes", "week.md", 16))),
)  # fmt: skip
