"""A language model behind an OpenAI-compatible server, in the place of one of our own.

On this machine by default: whatever is not takes ``model.allow_remote = true`` to be asked, and is
marked on every screen. Importing this package loads neither langchain nor an HTTP client.
"""

from __future__ import annotations
