"""What a person's circumstances have one of at a time, however it is put.

:mod:`memory.claims` compares sentences by their grammar: one subject, one slot. Much that excludes
each other is worded otherwise: "Reports to Helen", "Their manager is Tom"; "Has no children",
"Became a father". Here such sentences are read by what they are about: how much
(:mod:`~memory.circumstances.measures`), when (:mod:`~memory.circumstances.schedules`), how often
(:mod:`~memory.circumstances.habits`), who
(:mod:`~memory.circumstances.holders`), what is thought of it
(:mod:`~memory.circumstances.stances`), what it is done with (:mod:`~memory.circumstances.swaps`),
and what turn in life has been taken (:mod:`~memory.circumstances.turns`). What is not recognised
contradicts nothing. English.

:func:`memory.circumstances.altering.altered` asks them all; with it are loaded some hundred
patterns, for which a process that compares nothing need not wait.
"""
