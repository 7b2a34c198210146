"""What words tell of guarded parts of life: one table a topic (DESIGN §4, labels).

The tables are read by :mod:`agent.topics.tables`, which says how they are written, and weighed by
:mod:`agent.labelling`.
"""

from agent.topics import finance, health, minor, politics, private, religion, sexuality

TOPICS = (
    health.TOPIC,
    finance.TOPIC,
    politics.TOPIC,
    sexuality.TOPIC,
    religion.TOPIC,
    minor.TOPIC,
    private.TOPIC,
)
