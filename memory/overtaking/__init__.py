"""Whether a claim has overtaken an earlier one, where no rule tells: a learnt sense beside them.

The rules (:mod:`memory.reconcile`) read wording. That who "has a fixed-term contract" and then
"was made permanent" has none any more takes knowledge of the world, and some of it is in the
vectors. A small network looks at both and at what the words show (:mod:`.cues`); it was learnt
from matters written for this project (:mod:`.training`). It is asked only where the rules found
nothing, is held back by :mod:`.bars`, and speaks up only when it is sure.
"""

from memory.overtaking.overtaken import overtaken

__all__ = ["overtaken"]
