"""Whether a claim restates another one, where a model says so and no rule can tell.

Two people, or one model in two weeks, put a fact in words that share little: "Cycles to work most
days", "Commutes by bicycle". Likeness of vectors tells nothing here: "Cycles at the weekend" is as
near. So a model's word that two claims are the same is not believed because they are alike, but
where small networks (:mod:`memory.networks`) that see both vectors and what the words show
(:mod:`.cues`) find it likelier than not. They were learnt from claims that were written for this
project, each in several wordings and beside what only looks like it (:mod:`.training`). Alone they
are not sure enough to be asked: see :data:`~memory.restating.sense.LIKELY`.
"""

from memory.restating.sense import likely_restated

__all__ = ["likely_restated"]
