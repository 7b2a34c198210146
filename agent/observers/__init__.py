"""Where observations come from: one file a source.

An importer reads an artefact that an application left behind (a history file, a repository, an
export) and yields, for each row in it, an observation or a counted drop. It decides nothing about
privacy: that is the gate's (:mod:`agent.gate`), which everything passes afterwards.
"""
