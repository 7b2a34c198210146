"""What is known about the person: observations, propositions, evidence, history.

Useful alone, with no language model and no daemon::

    from memory import Observation, Proposition, UserModel
"""
