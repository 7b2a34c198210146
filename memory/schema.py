"""The ledger's tables, and how an older ledger becomes a newer one.

Conventions that everything reading these tables relies on:

* ``seq`` is the integer key that FTS rowids equal; ``id`` is the text id that leaves the store.
* Times are ``REAL`` seconds since the epoch in UTC; where the wall clock of the moment matters
  (hours of day, "on Friday"), ``*_offset`` keeps the minutes east of UTC beside it.
* ``sensitivity`` is the rank 0–3 of :func:`memory.types.sensitivity_rank`, so that a clearance is
  ``sensitivity <= ?``. ``categories``, ``entities`` and ``context`` are JSON, never ASCII-escaped.
* ``words`` holds what else should find the row (title, app, repository, speaker, entities), and
  ``cjk`` what ``unicode61`` does not make of a text (:func:`memory.rows.index_words`): pairs and
  characters of Chinese, Japanese and Korean runs, words with vowel signs, Greek and Cyrillic words
  without accents.

**Full text, one table a sensitivity.** BM25 weighs a word by how many rows have it. One FTS table
for all would let rows above a caller's clearance move the scores of those below it, which is
interference (DESIGN §4). So each rank has its own FTS5 table and vocabulary, and a caller's query
reads the union of the ranks up to its clearance: ``fts_tables("observations", rank)``. The
``*_vocab_N`` tables (``fts5vocab``, ``row``) give a term's document count per rank; summed over
the visible ranks they are the document frequency, which also tells common words from rare ones.
The ``*_places_N`` tables (``fts5vocab``, ``instance``) give every place of a term: which rows have
it, and how often.

The FTS tables are external-content tables over the views ``observations_N`` and
``propositions_N`` and are kept by triggers; ``INSERT INTO t(t) VALUES('rebuild')`` is exact.
"""

from __future__ import annotations

from typing import Final, Literal

FullText = Literal["observations", "propositions"]

RANKS: Final = (0, 1, 2, 3)
#: Searchable columns of each full-text family, in the order ``bm25()`` takes weights for.
FULL_TEXT: Final[dict[FullText, tuple[str, ...]]] = {
    "observations": ("content", "words", "cjk"),
    "propositions": ("text", "words", "cjk"),
}


def fts_tables(family: FullText, clearance: int) -> tuple[str, ...]:
    """Names of the FTS5 tables that a caller of this clearance rank (0–3) may search."""
    return tuple(f"{family}_fts_{rank}" for rank in RANKS if rank <= clearance)


def rank_of(table: str) -> int:
    """The sensitivity rank of the rows in a full-text table."""
    return int(table.rpartition("_")[2])


def vocabulary_of(table: str) -> str:
    """The ``fts5vocab`` table (term, doc, cnt) of a full-text table."""
    return table.replace("_fts_", "_vocab_")


def places_of(table: str) -> str:
    """The ``fts5vocab`` table (term, doc, col, offset) of a full-text table."""
    return table.replace("_fts_", "_places_")


_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE observations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    external_given INTEGER NOT NULL,      -- 0 when external_id was derived from the content
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL,                 -- of source and content: repeated events share a vector
    observed_at REAL NOT NULL,
    observed_offset INTEGER NOT NULL,     -- minutes east of UTC
    recorded_at REAL NOT NULL,
    thread TEXT,
    position INTEGER,
    context TEXT NOT NULL,
    origin TEXT NOT NULL,
    sensitivity INTEGER NOT NULL,
    categories TEXT NOT NULL,
    status TEXT NOT NULL,                 -- pending | processed | dead
    attempts INTEGER NOT NULL DEFAULT 0,
    status_why TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '',
    cjk TEXT NOT NULL DEFAULT '',
    UNIQUE (source, external_id)
);
CREATE INDEX observations_time ON observations (observed_at);
CREATE INDEX observations_thread ON observations (thread, position);
CREATE INDEX observations_status ON observations (status, observed_at);
CREATE INDEX observations_digest ON observations (digest);

CREATE TABLE propositions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    kind TEXT NOT NULL,                   -- semantic | episodic | procedural
    polarity TEXT NOT NULL,
    entities TEXT NOT NULL,
    prior REAL NOT NULL,                  -- confidence when first proposed; see memory.belief
    confidence REAL NOT NULL,
    half_life REAL NOT NULL,              -- days
    valid_from REAL,
    valid_to REAL,
    recorded_at REAL NOT NULL,
    supported_at REAL NOT NULL,           -- newest support, else recorded_at; salience starts here
    status TEXT NOT NULL,                 -- active | stale | superseded | retired
    source TEXT NOT NULL,
    sensitivity INTEGER NOT NULL,
    categories TEXT NOT NULL,
    own_sensitivity INTEGER NOT NULL,     -- labels it was given, before the join with its evidence
    own_categories TEXT NOT NULL,
    version INTEGER NOT NULL,
    pinned INTEGER NOT NULL,
    subject TEXT,                         -- of memory.claims.parse_claim, for slot look-ups
    slot TEXT,
    claim_key TEXT NOT NULL,              -- its normalised wording: the same claim, said again
    confirmed INTEGER NOT NULL DEFAULT 0, -- by the person; then no inference moves confidence
    words TEXT NOT NULL DEFAULT '',
    cjk TEXT NOT NULL DEFAULT ''
);
CREATE INDEX propositions_claim ON propositions (claim_key);
CREATE INDEX propositions_status ON propositions (status, confidence);
CREATE INDEX propositions_slot ON propositions (subject, slot, supported_at);

CREATE TABLE evidence (
    proposition TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
    observation TEXT NOT NULL REFERENCES observations (id) ON DELETE CASCADE,
    stance TEXT NOT NULL,
    weight REAL NOT NULL,
    why TEXT NOT NULL,
    initial INTEGER NOT NULL,             -- the prior already rests on it; see memory.belief
    PRIMARY KEY (proposition, observation)
) WITHOUT ROWID;
CREATE INDEX evidence_observation ON evidence (observation);

-- What a proposition was concluded from: parents that are propositions themselves.
CREATE TABLE derivations (
    proposition TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
    parent TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
    PRIMARY KEY (proposition, parent)
) WITHOUT ROWID;
CREATE INDEX derivations_parent ON derivations (parent);

-- proposition is the newer one (supersedes, corrects) or either (disputes).
CREATE TABLE links (
    proposition TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
    relation TEXT NOT NULL,               -- supersedes | corrects | disputes | merges
    other TEXT NOT NULL REFERENCES propositions (id) ON DELETE CASCADE,
    PRIMARY KEY (proposition, relation, other)
) WITHOUT ROWID;
CREATE INDEX links_other ON links (other);

-- One act of change has one id; each proposition it touched has one entry.
CREATE TABLE acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    actor TEXT NOT NULL,
    undoes INTEGER,
    undone_by INTEGER
);
CREATE TABLE changes (
    entry INTEGER PRIMARY KEY AUTOINCREMENT,
    id INTEGER NOT NULL REFERENCES acts (id),
    action TEXT NOT NULL,
    proposition TEXT NOT NULL,
    why TEXT NOT NULL,
    before TEXT,                          -- JSON of the whole aggregate, see memory.history
    after TEXT
);
CREATE INDEX changes_act ON changes (id);
CREATE INDEX changes_proposition ON changes (proposition);

-- A claim that the person denied, by the proposition that carried it (retired or corrected).
CREATE TABLE tombstones (
    proposition TEXT PRIMARY KEY REFERENCES propositions (id) ON DELETE CASCADE,
    at REAL NOT NULL,
    vector BLOB,                          -- float32, unit length, made by the embedder named beside
    embedder TEXT
);
CREATE TABLE tombstone_evidence (
    proposition TEXT NOT NULL REFERENCES tombstones (proposition) ON DELETE CASCADE,
    observation TEXT NOT NULL,
    PRIMARY KEY (proposition, observation)
) WITHOUT ROWID;
CREATE INDEX tombstone_evidence_observation ON tombstone_evidence (observation);

-- What the dense index has yet to hear of. The newest word about a row replaces the older.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,                   -- proposition | observation
    id TEXT NOT NULL,
    op TEXT NOT NULL,                     -- add | delete
    rank INTEGER NOT NULL,                -- 0: before the next recall, 1: when there is time
    UNIQUE (kind, id)
);
CREATE INDEX outbox_rank ON outbox (rank, seq);

CREATE TABLE suggestions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    why TEXT NOT NULL,
    category TEXT NOT NULL,
    probability REAL NOT NULL,
    benefit REAL NOT NULL,
    cost_false_positive REAL NOT NULL,
    cost_false_negative REAL NOT NULL,
    utility REAL NOT NULL,
    propositions TEXT NOT NULL,
    observations TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at REAL NOT NULL,
    shown_at REAL,
    expires_at REAL,
    snoozed_until REAL
);
CREATE INDEX suggestions_status ON suggestions (status, created_at);

CREATE TABLE verdicts (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    actor TEXT NOT NULL,
    subject_kind TEXT NOT NULL,           -- proposition | suggestion
    subject TEXT NOT NULL,
    category TEXT NOT NULL,
    verdict TEXT NOT NULL,                -- a Verdict, or confirm | correct | retire
    probability REAL NOT NULL             -- what was believed when the verdict fell
);
CREATE INDEX verdicts_category ON verdicts (subject_kind, category, verdict);

CREATE TABLE drops (reason TEXT PRIMARY KEY, count INTEGER NOT NULL);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    decision TEXT NOT NULL,
    why TEXT NOT NULL
);
"""


def _full_text(family: FullText) -> str:
    """DDL of one family: per rank a view, an FTS5 table over it, its vocabulary and triggers."""
    columns = FULL_TEXT[family]
    names = ", ".join(columns)
    new = ", ".join(f"new.{column}" for column in columns)
    old = ", ".join(f"old.{column}" for column in columns)
    parts: list[str] = []
    for rank in RANKS:
        fts = f"{family}_fts_{rank}"
        put = f"INSERT INTO {fts} (rowid, {names}) VALUES (new.seq, {new});"
        drop = f"INSERT INTO {fts} ({fts}, rowid, {names}) VALUES ('delete', old.seq, {old});"
        take = f"INSERT INTO {fts} (rowid, {names}) SELECT new.seq, {new}"
        give = f"INSERT INTO {fts} ({fts}, rowid, {names}) SELECT 'delete', old.seq, {old}"
        parts.append(f"""
CREATE VIEW {family}_{rank} AS SELECT seq, {names} FROM {family} WHERE sensitivity = {rank};
CREATE VIRTUAL TABLE {fts} USING fts5 ({names}, content='{family}_{rank}', content_rowid='seq',
    tokenize='unicode61 remove_diacritics 2');
INSERT INTO {fts} ({fts}, rank) VALUES ('secure-delete', 1);
CREATE VIRTUAL TABLE {family}_vocab_{rank} USING fts5vocab ({fts}, row);
CREATE TRIGGER {fts}_insert AFTER INSERT ON {family} WHEN new.sensitivity = {rank}
    BEGIN {put} END;
CREATE TRIGGER {fts}_delete AFTER DELETE ON {family} WHEN old.sensitivity = {rank}
    BEGIN {drop} END;
CREATE TRIGGER {fts}_update AFTER UPDATE OF {names}, sensitivity ON {family} BEGIN
    {give} WHERE old.sensitivity = {rank};
    {take} WHERE new.sensitivity = {rank};
END;
""")
    return "".join(parts)


#: All that each proposition was derived from, however far back.
_ABOVE: Final = """
WITH RECURSIVE above (id, ancestor) AS (
    SELECT proposition, parent FROM derivations
    UNION SELECT above.id, d.parent FROM above JOIN derivations d ON d.proposition = above.ancestor
), labelled (id, sensitivity, categories) AS (
    SELECT above.id, p.sensitivity, p.categories
    FROM above JOIN propositions p ON p.id = above.ancestor
)
"""
_AT_LEAST_AS_SECRET: Final = f"""
{_ABOVE}
INSERT OR REPLACE INTO outbox (kind, id, op, rank)
    SELECT 'proposition', p.id, 'add', 0 FROM propositions p
    WHERE p.sensitivity < (SELECT max(l.sensitivity) FROM labelled l WHERE l.id = p.id);
{_ABOVE}
UPDATE propositions
    SET sensitivity = (SELECT max(l.sensitivity) FROM labelled l WHERE l.id = propositions.id)
    WHERE sensitivity < (SELECT max(l.sensitivity) FROM labelled l WHERE l.id = propositions.id);
{_ABOVE}, every (id, category) AS (
    SELECT l.id, each.value FROM labelled l, json_each(l.categories) each
    UNION SELECT p.id, each.value FROM propositions p, json_each(p.categories) each
    ORDER BY 1, 2
), whole (id, categories) AS (SELECT id, json_group_array(category) FROM every GROUP BY id)
UPDATE propositions
    SET categories = (SELECT w.categories FROM whole w WHERE w.id = propositions.id)
    WHERE id IN (SELECT id FROM labelled) AND categories <> (
        SELECT w.categories FROM whole w WHERE w.id = propositions.id
    );
"""


#: Migration *n* brings a ledger from ``PRAGMA user_version`` n to n + 1. Never edit one that was
#: released; append.
MIGRATIONS: Final[tuple[str, ...]] = (
    _TABLES + _full_text("observations") + _full_text("propositions"),
    # What calibration learns from: the confidence that was stated, by whom, judged in which act.
    """
ALTER TABLE propositions ADD COLUMN stated REAL;
ALTER TABLE verdicts ADD COLUMN stated REAL;
ALTER TABLE verdicts ADD COLUMN proposer TEXT;
ALTER TABLE verdicts ADD COLUMN act INTEGER;
""",
    # What was let go by age or size, so that a source that offers it again is not heard.
    """
CREATE TABLE expired (id TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX observations_recorded ON observations (recorded_at);
""",
    # What the person said of hits. A judgement goes with what it is about.
    """
CREATE TABLE judged (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    query TEXT NOT NULL,
    words TEXT NOT NULL,                  -- the query's, as memory.judged.words_of gives them
    kind TEXT NOT NULL,                   -- proposition | observation
    subject TEXT NOT NULL,
    wanted INTEGER NOT NULL,
    UNIQUE (words, subject)
);
CREATE INDEX judged_subject ON judged (subject);
CREATE TRIGGER judged_proposition_gone AFTER DELETE ON propositions
    BEGIN DELETE FROM judged WHERE subject = old.id; END;
CREATE TRIGGER judged_observation_gone AFTER DELETE ON observations
    BEGIN DELETE FROM judged WHERE subject = old.id; END;
""",
    # Every place of a word, to read which rows have it at a tenth of what ranking them costs.
    "".join(
        f"CREATE VIRTUAL TABLE {family}_places_{rank} USING fts5vocab"
        f" ({family}_fts_{rank}, instance);\n"
        for family in FULL_TEXT
        for rank in RANKS
    ),
    # Words of scripts that unicode61 breaks at every vowel sign (memory.scripts).
    "".join(
        f"UPDATE {family} SET cjk = index_words({text} || ' ' || words)"
        f" WHERE cjk <> index_words({text} || ' ' || words);\n"
        for family, (text, *_) in FULL_TEXT.items()
    ),
    # The labels of what was derived had not followed those of what it was derived from.
    _AT_LEAST_AS_SECRET,
    # What could not be embedded (rank 2) is tried again a few times.
    """
ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN retry_at REAL;
""",
    # What waits of a thread, in its order, however long the thread has become.
    """
CREATE INDEX observations_waiting
    ON observations (thread, source, position IS NULL, position, observed_at, seq)
    WHERE status = 'pending' AND thread IS NOT NULL;
""",
    # Whether an event of this wording and sensitivity is known, without reading every one of them.
    """
DROP INDEX observations_digest;
CREATE INDEX observations_digest ON observations (digest, sensitivity);
""",
    # Rows that were changed or removed, so that whoever remembers words knows when to forget them.
    "CREATE TABLE edits (count INTEGER NOT NULL);\nINSERT INTO edits VALUES (0);\n"
    + "".join(
        f"CREATE TRIGGER {family}_edited AFTER UPDATE OF {', '.join(columns)}, sensitivity"
        f" ON {family} BEGIN UPDATE edits SET count = count + 1; END;\n"
        f"CREATE TRIGGER {family}_removed AFTER DELETE ON {family}"
        " BEGIN UPDATE edits SET count = count + 1; END;\n"
        for family, columns in FULL_TEXT.items()
    ),
)
