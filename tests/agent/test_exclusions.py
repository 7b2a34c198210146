"""What the person never wants recorded: what a rule excludes, and what it leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.exclusions import DEFAULT_RULES, Exclusions, Rule
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

WEDNESDAY_NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOME = "/people/robin"


def seen(content: str = "x", source: str = "notes", **context: ContextValue) -> Observation:
    """An observation with a context."""
    return Observation(source=source, content=content, context=context)


def verdict(rule: str, sample: Observation, at: datetime = WEDNESDAY_NOON) -> str | None:
    """``match``, ``doubt`` or ``None``."""
    found = Exclusions([rule], zone=UTC, home=HOME).verdict(sample, at)
    return None if found is None else "doubt" if found.doubt else "match"


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        ("app:1password", seen(source="window", app="1Password 8")),
        ("app:*wallet*", seen(source="window", app="GNOME Wallet Manager")),
        ("app:org.keepassxc", seen(source="window", app="x", bundle="org.keepassxc.KeePassXC")),
        ("title:salary", seen(source="window", app="Writer", title="Salary 2026.odt")),
        ("title:*.kdbx", seen("secrets.kdbx", source="window", app="Files")),
        ("url:bank.example", seen(url="https://www.bank.example/login")),
        ("url:bank.example", seen(url="https://Online.Bank.example:8443/")),
        ("url:https://www.bank.example/", seen(url="http://bank.example")),
        ("url:example.org/health", seen(url="https://example.org/health/results?id=1")),
        ("url:*.clinic.example", seen(url="https://north.clinic.example/x")),
        ("url:bank.example", seen("curl https://bank.example/api", source="shell")),
        ("url:bank.example", seen("log into bank.example tonight")),
        ("path:~/private", seen(path="/people/robin/private/diary.md")),
        ("path:~/private", seen(path="/people/robin/work/../private/diary.md")),
        ("path:~/private", seen("vim ~/private/diary.md", source="shell")),
        ("path:~/private", seen("cat $HOME/private/x", source="shell")),
        ("path:~/private", seen("cat /people/robin/private", source="shell")),
        ("path:/srv/*/secret", seen(path="/srv/a/secret/b.txt")),
        ("path:C:\\Users\\me\\Tax", seen(path="c:\\users\\me\\tax\\2026.pdf")),
        ("cwd:~/clients", seen("ls", source="shell", cwd="/people/robin/clients/acme")),
        ("source:shell", seen(source="shell")),
        ("source:mail*", seen(source="mailbox")),
        ("regex:(?i)divorce", seen("Divorce papers")),
        ("regex:/clients/", seen(path="/people/robin/clients/x")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_excludes_what_it_names(rule: str, sample: Observation) -> None:
    """Each kind of rule finds what it is for, however it is spelled."""
    assert verdict(rule, sample) == "match"


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        ("app:1password", seen("I use 1Password", source="chat")),
        ("app:code", seen(source="window", app="Firefox", title="code review")),
        ("title:salary", seen("the salary talk", source="chat")),
        ("url:bank.example", seen(url="https://notbank.example/")),
        ("url:bank.example", seen(url="https://bank.example.org/")),
        ("url:example.org/health", seen(url="https://example.org/news")),
        ("url:*.clinic.example", seen(url="https://clinic.example/")),
        ("path:~/private", seen(path="/people/robin/private-notes/a.md")),
        ("path:~/private", seen("vim ~/private-notes/a.md", source="shell")),
        ("path:~/private", seen("cat work/private", source="shell")),
        ("cwd:~/clients", seen("ls", source="shell", cwd="/people/robin/clients2")),
        ("source:shell", seen(source="shellfish")),
        ("regex:^divorce", seen("a divorce")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_rule_leaves_the_rest_alone(rule: str, sample: Observation) -> None:
    """Neighbours in spelling are not excluded."""
    assert verdict(rule, sample) is None


@pytest.mark.parametrize(
    ("rule", "sample"),
    [
        ("app:1password", seen("Vault", source="window")),
        ("url:bank.example", seen("My accounts", source="window", app="Mozilla Firefox")),
        ("url:bank.example", seen("frame", source="screen")),
        ("cwd:~/clients", seen("ls", source="shell")),
        ("regex:(a|a)*$", seen("a" * 60 + "b")),  # years, for those who wait for the answer
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_in_doubt_a_rule_excludes(rule: str, sample: Observation) -> None:
    """What may be meant and cannot be told is not recorded."""
    assert verdict(rule, sample) == "doubt"


def test_a_certain_match_is_told_before_a_doubt() -> None:
    """The reason that is sure is the one that is shown."""
    rules = Exclusions(["url:bank.example", "title:accounts"])
    found = rules.verdict(seen("My accounts", source="window", app="Firefox"), WEDNESDAY_NOON)
    assert found is not None
    assert (found.rule, found.doubt, found.reason) == ("title:accounts", False, "excluded (title)")


@pytest.mark.parametrize(
    ("rule", "at", "excluded"),
    [
        ("hour:22:00-07:00", "2026-03-04T23:30+00:00", True),
        ("hour:22:00-07:00", "2026-03-04T06:59+00:00", True),
        ("hour:22:00-07:00", "2026-03-04T07:00+00:00", False),
        ("hour:9:00-17:00", "2026-03-04T09:00+00:00", True),
        ("hour:9:00-17:00", "2026-03-04T17:00+00:00", False),
        ("hour:sat-sun 00:00-24:00", "2026-03-07T12:00+00:00", True),
        ("hour:sat-sun 00:00-24:00", "2026-03-06T23:59+00:00", False),
        ("hour:fri 22:00-02:00", "2026-03-07T01:00+00:00", True),
        ("hour:fri 22:00-02:00", "2026-03-06T01:00+00:00", False),
    ],
)
def test_hours_are_local_and_may_run_over_midnight(rule: str, at: str, *, excluded: bool) -> None:
    """The morning after belongs to the evening before."""
    assert (verdict(rule, seen(), datetime.fromisoformat(at)) == "match") is excluded


def test_hours_are_those_of_the_given_zone() -> None:
    """Noon in UTC is 21:00 in Tokyo."""
    rules = Exclusions(["hour:20:00-22:00"], zone=ZoneInfo("Asia/Tokyo"))
    assert rules.verdict(seen(), WEDNESDAY_NOON) is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1Password", "is no exclusion rule"),
        ("window:x", "is no exclusion rule"),
        ("app:", "would exclude everything"),
        ("url:*", "would exclude everything"),
        ("regex:(", "is no regular expression"),
        ("regex:((a{999}){999}){999}", "repeats something too often"),
        ("hour:late", "names no hours"),
        ("hour:25:00-26:00", "names no hours"),
        ("hour:xyz 08:00-09:00", "names no hours"),
    ],
)
def test_what_is_no_rule_is_refused(text: str, told: str) -> None:
    """With what is wrong, and how one looks."""
    with pytest.raises(InvalidInput, match=told) as refused:
        Rule.parse(text)
    assert refused.value.hint


def test_password_managers_are_excluded_from_the_start() -> None:
    """The default rules are rules, and know the common ones."""
    rules = Exclusions(DEFAULT_RULES)
    for app in ("KeePassXC", "Bitwarden", "1Password 7", "Keychain Access"):
        assert rules.verdict(seen(source="window", app=app), WEDNESDAY_NOON) is not None
    assert rules.verdict(seen("git status", source="shell"), WEDNESDAY_NOON) is None
    assert (
        rules.verdict(seen("page", source="browser", url="https://x.example"), WEDNESDAY_NOON)
        is None
    )


@given(
    st.sampled_from(["app", "title", "url", "path", "cwd", "source"]),
    st.text(min_size=1, max_size=30),
    st.text(max_size=60),
)
def test_any_rule_can_be_asked_about_anything(field: str, pattern: str, content: str) -> None:
    """A rule is refused or answers; it never fails on a sample."""
    try:
        rules = Exclusions([f"{field}:{pattern}"], home=HOME)
    except InvalidInput:
        return
    sample = seen(content or "x", source="window", app=content, url=content, path=content)
    assert rules.verdict(sample, WEDNESDAY_NOON) is None or rules.rules
