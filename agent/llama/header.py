"""Whether a GGUF file is a model that can hold a conversation, judged before it is loaded.

Native code that loads a bad file may end the process, and what it says of an unfit one helps few.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from agent.llama.gguf_reader import OTHER_FILE, GgufHeader, parts_of, read_header
from memory.errors import ModelUnavailable

__all__ = ["GgufHeader", "Purpose", "check_chat_model", "purpose_of", "read_header"]

#: What a file is for: to write text, to make vectors, to let a model see, to change another model,
#: or something that nobody can use here.
Purpose = Literal["chat", "embedding", "projector", "adapter", "other"]

#: Architectures that only turn text into vectors (`llama_model_is_encoder…`, `llama-arch.cpp`).
_EMBEDDERS: Final = (
    "bert",
    "modern-bert",
    "nomic-bert",
    "nomic-bert-moe",
    "neo-bert",
    "jina-bert-v2",
    "jina-bert-v3",
    "gemma-embedding",
    "llama-embed",
    "eurobert",
    "t5encoder",
)
#: Architectures that write, but not one token after the other from a prompt.
_OTHERWISE: Final = {
    "t5": "translates a text into another instead of continuing one",
    "dream": "writes by diffusion",
    "llada": "writes by diffusion",
    "llada-moe": "writes by diffusion",
    "rnd1": "writes by diffusion",
    "wavtokenizer-dec": "makes sound",
}
_NO_TEMPLATE_HINT: Final = (
    "choose the model's chat version (its name mostly ends in Instruct or it)"
)


def purpose_of(header: GgufHeader) -> Purpose:
    """What a file is for, by its architecture and flags."""
    kind = header.text("general.type") or "model"
    if kind == "mmproj" or header.architecture == "clip":
        return "projector"
    if kind == "adapter":
        return "adapter"
    if kind == "imatrix" or header.architecture in _OTHERWISE:
        return "other"
    pooled = header.number("pooling_type") > 0
    causal = header.values.get(f"{header.architecture}.attention.causal")
    if header.architecture in _EMBEDDERS or pooled or causal is False:
        return "embedding"
    return "chat"


def check_chat_model(
    path: Path, *, knows: Callable[[str], bool] | None = None, templated: bool = False
) -> GgufHeader:
    """Read the header of a model that is meant for conversation, and of all its parts.

    Args:
        path: A GGUF file; of a model in several parts the first.
        knows: Whether the library at hand knows an architecture; ``None`` leaves it to the library.
        templated: Whether the file has to bring its chat template.

    Raises:
        ModelUnavailable: as :func:`agent.llama.gguf_reader.read_header`, or the model cannot chat;
            with what to do instead.
    """
    header = read_header(path)
    _check_purpose(path, header)
    if not header.architecture:
        raise ModelUnavailable(f"{path} does not name its architecture", hint=OTHER_FILE)
    _check_parts(path, header)
    if knows is not None and not knows(header.architecture):
        raise ModelUnavailable(
            f"{path} has the architecture {header.architecture!r}, which the installed llama.cpp"
            " does not know",
            hint="update llama-cpp-python, or choose a model of another family",
        )
    if not header.tensors:
        raise ModelUnavailable(
            f"{path} holds a vocabulary only and no model", hint="choose the model's other file"
        )
    if templated and not header.chat_template:
        raise ModelUnavailable(
            f"{path} has no chat template: it was not trained for conversation",
            hint=_NO_TEMPLATE_HINT,
        )
    return header


def _check_purpose(path: Path, header: GgufHeader) -> None:
    purpose = purpose_of(header)
    if purpose in {"projector", "adapter"} or header.text("general.type") == "imatrix":
        kind = header.text("general.type") or header.architecture
        raise ModelUnavailable(
            f"{path} is no model but a part for one ({kind})",
            hint="choose the GGUF file of the model itself",
        )
    if purpose == "embedding":
        raise ModelUnavailable(
            f"{path} is an embedding model ({header.architecture}) and cannot write text",
            hint="set it as memory.embedding_path instead, and choose a chat model for model.path",
        )
    if purpose == "other":
        raise ModelUnavailable(
            f"{path} {_OTHERWISE[header.architecture]} ({header.architecture}) and cannot chat",
            hint="choose a chat model; gumption model list shows some",
        )


def _check_parts(path: Path, header: GgufHeader) -> None:
    number = header.values.get("split.no")
    if header.parts == 1:
        return
    if isinstance(number, int) and number > 0:
        raise ModelUnavailable(
            f"{path} is a later part of a model in several files",
            hint="give the path of the first part (-00001-of-…)",
        )
    for part in parts_of(path, header.parts):
        if not part.is_file():
            raise ModelUnavailable(
                f"{path} is one of {header.parts} parts, and {part.name} is missing",
                hint="put all parts into one folder, under the names that they were published with",
            )
        read_header(part)
