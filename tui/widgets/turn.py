"""One turn of the chat: what was asked, the answer as it streams, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Markdown, Static
from textual.widgets.markdown import MarkdownStream

from agent.wire import ChatToolDone, HitView
from memory.belief import rating
from tui.widgets.detail import Block, Laid
from tui.widgets.figures import confidence_bar
from tui.widgets.plain import one_line, plain


class Turn(Vertical):
    """Grows while the answer comes; :meth:`finish` settles it."""

    def __init__(self, prompt: str) -> None:
        super().__init__()
        self._prompt = prompt
        self._answer = ""
        self._receipts: list[Block] = []
        self._markdown = Markdown(open_links=False)
        self._stream: MarkdownStream | None = None

    def compose(self) -> ComposeResult:
        """Prompt, answer, receipts, foot."""
        yield Static(Content(plain(self._prompt)), markup=False, classes="asked")
        yield self._markdown
        yield Laid(classes="receipts")
        yield Laid(classes="foot")

    def on_mount(self) -> None:
        """Take no room for what is not there yet."""
        self.query_one(".receipts").display = False

    @property
    def answer(self) -> str:
        """What was answered so far."""
        return self._answer

    def say(self, words: str) -> None:
        """What is going on, in the foot."""
        self._foot([Block(Content.styled(words, "$muted"))])

    async def write(self, text: str) -> None:
        """The next piece of the answer."""
        text = plain(text)
        self._answer += text
        if self._stream is None:
            self._stream = Markdown.get_stream(self._markdown)
        await self._stream.write(text)

    def receipt(self, done: ChatToolDone) -> None:
        """A tool ran."""
        undo = f"  to undo: {one_line(done.undo)}" if done.undo else ""
        self._receipts.append(
            Block(
                Content.assemble(
                    (one_line(done.tool), "bold"),
                    f"  {one_line(done.summary)}",
                    (undo, "$muted"),
                ),
                Content.styled("✓ ", "$accent"),
                2,
            )
        )
        receipts = self.query_one(".receipts", Laid)
        receipts.display = True
        receipts.show(self._receipts)

    async def pause(self) -> None:
        """Put what has come on the screen; more may follow."""
        if self._stream is not None:
            await self._stream.stop()
            self._stream = None

    async def finish(
        self, text: str, cited: Sequence[tuple[int, HitView]], recalled: int, note: str = ""
    ) -> None:
        """The whole answer has come.

        Args:
            text: The answer as the daemon keeps it; replaces what was streamed where it differs.
            cited: The hits that the answer names, with their numbers.
            recalled: How many hits it could have named.
            note: What one should know of the answer: that another model gave it, for example.
        """
        await self.pause()
        text = plain(text)
        if text.strip() and text.strip() != self._answer.strip():
            self._answer = text
            await self._markdown.update(text)
        lines = [_citation(number, hit) for number, hit in cited]
        if not lines:
            words = (
                f"recalled {recalled}, cited none" if recalled else "nothing was recalled for this"
            )
            lines = [Block(Content.styled(words, "$muted"))]
        warning = [Block(Content.styled(one_line(note), "$warning"))] if note else []
        self._foot([*warning, *lines])

    async def stop(self, words: str, *, error: bool = False) -> None:
        """It ends here, unfinished."""
        await self.pause()
        style = "$error" if error else "$warning"
        self._foot([Block(Content.styled(one_line(words), style))])

    def _foot(self, blocks: Sequence[Block]) -> None:
        self.query_one(".foot", Laid).show(blocks)


def _citation(number: int, hit: HitView) -> Block:
    lead = Content.assemble((f"[{number}] ", "$accent"), _sureness(hit))
    return Block(Content.styled(one_line(hit.text), "$muted"), lead, lead.cell_length)


def _sureness(hit: HitView) -> Content:
    if hit.confidence is None:
        return Content.styled("seen   ", "$faint")
    return Content.assemble(confidence_bar(rating(hit.confidence)), "  ")
