"""A language model behind a server: any that speaks as OpenAI's does, Ollama among them.

The package that speaks to it, pydantic-ai, is an extra and is imported when something is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from trainer.errors import MissingExtraError, TrainerError

OPENAI = "https://api.openai.com/v1"
_SERVERS = {"openai": OPENAI, "ollama": "http://localhost:11434/v1"}
"""What a name may begin with, and where such models are."""
_HOW = (
    "Name it: TRAINER_MODEL=ollama:qwen3, TRAINER_MODEL=openai:NAME with OPENAI_API_KEY, or "
    "TRAINER_MODEL=NAME with TRAINER_MODEL_SERVER=https://HOST/v1 and, if it wants a key, "
    "TRAINER_MODEL_KEY."
)
SECONDS = 180.0
"""How long one reply may take; a small computer is slow."""
MOST = 200_000
"""Characters of a reply; a longer one is none."""


_LONGEST = 2_000
"""Characters of an address, as libraries take it."""


@dataclass(frozen=True)
class Model:
    """Which model is asked, and where."""

    name: str
    server: str
    """Its address, up to `/v1`."""
    key: str | None = field(default=None, repr=False)

    @classmethod
    def chosen(
        cls, environ: Mapping[str, str], name: str | None = None, server: str | None = None
    ) -> "Model":
        """The model that was chosen: `TRAINER_MODEL` and what belongs to it, else the settings.

        A key is read from the environment alone and goes to no other server than its own:
        `OPENAI_API_KEY` only to OpenAI.

        Args:
            environ: the environment.
            name: of the model, where the environment names none.
            server: its address, where the environment has none.

        Raises:
            TrainerError: none is chosen, or what is given for it is no address.
        """
        name = (environ.get("TRAINER_MODEL") or name or "").strip()
        server = (environ.get("TRAINER_MODEL_SERVER") or server or "").strip()
        prefix, colon, rest = name.partition(":")
        if colon and prefix in _SERVERS:
            name, server = rest, server or _SERVERS[prefix]
        if not name or not server:
            what = "No model is chosen." if not name else f"Where is the model {name}?"
            raise TrainerError(what, _HOW)
        parts = _address(server)
        if parts is None:
            raise TrainerError(f"{server} is not the address of a server.", _HOW)
        key = environ.get("TRAINER_MODEL_KEY")
        if not key and parts.hostname == urlsplit(OPENAI).hostname:
            key = environ.get("OPENAI_API_KEY")
        return cls(name, server.rstrip("/"), key or None)

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine."""
        host = urlsplit(self.server).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def server_name(self) -> str:
        """The server for a reader, without what a password may stand in."""
        parts = urlsplit(self.server)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        port = f":{parts.port}" if parts.port else ""
        where = " (on this machine)" if self.is_here else ""
        return f"{parts.scheme}://{host}{port}{parts.path}{where}"


def _address(server: str) -> SplitResult | None:
    """The parts of a server's address; None where there can be no such server."""
    try:
        parts = urlsplit(server)
        host = (parts.hostname or "").encode("idna")
        is_right = parts.port != 0 and parts.scheme in {"http", "https"}  # 99999 is no port
    except ValueError:
        return None
    return parts if host and is_right and server.isprintable() and len(server) < _LONGEST else None


@dataclass(frozen=True)
class Request:
    """One thing that is sent, word for word."""

    instructions: str
    text: str


class ModelClient:
    """Sends requests to a model; each stands alone and knows nothing of the others.

    Args:
        model: which, and where.

    Raises:
        MissingExtraError: pydantic-ai is not installed.
    """

    def __init__(self, model: Model) -> None:
        self.needed()
        from openai import AsyncOpenAI
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

        client = AsyncOpenAI(
            base_url=model.server, api_key=model.key or "none", timeout=SECONDS, max_retries=1
        )
        provider = OpenAICompatibleProvider("trainer", openai_client=client)
        self._model = model
        self._chat = OpenAIChatModel(model.name, provider=provider)

    @staticmethod
    def needed() -> None:
        """See that what it needs is installed, without loading it.

        Raises:
            MissingExtraError: it is not.
        """
        if not (find_spec("pydantic_ai") and find_spec("openai")):
            raise MissingExtraError("Drafting by a model", "ai")

    async def ask(self, request: Request) -> str:
        """The reply, as text.

        It is asked for as plain text and parsed by us: many servers know no schema, and of a
        reply that is cut off the cards before the cut are still worth having.

        Raises:
            TrainerError: there is none, and why.
        """
        from pydantic_ai import Agent
        from pydantic_ai.exceptions import (
            AgentRunError,
            ModelConnectionError,
            ModelHTTPError,
            ModelRequestTimeout,
            UserError,
        )

        agent = Agent(self._chat, instructions=request.instructions)
        try:
            reply = (await agent.run(request.text)).output
        except ModelHTTPError as error:
            raise self._answered(error.status_code) from error
        except (TimeoutError, ModelConnectionError, ModelRequestTimeout) as error:
            raise TrainerError(
                f"The model's server {self._model.server_name} cannot be reached, or is too slow.",
                "Is it running, and is there a network? Drafts by rules need neither: --draft",
            ) from error
        except (AgentRunError, UserError, ValueError) as error:
            raise TrainerError(
                f"The server {self._model.server_name} gave no reply that can be read.",
                "Is it the address of a server like OpenAI's, up to /v1?",
            ) from error
        if len(reply) > MOST:
            raise TrainerError("The model's reply is longer than any list of cards.")
        return reply

    def _answered(self, status: int) -> TrainerError:
        server, name = self._model.server_name, self._model.name
        match status:
            case 401 | 403:
                return TrainerError(
                    f"The server {server} refused the key.", "Set TRAINER_MODEL_KEY to yours."
                )
            case 404:
                return TrainerError(f"The server {server} knows no model “{name}”.", _HOW)
            case 429:
                return TrainerError(
                    f"The server {server} takes no more requests for now.", "Try again later."
                )
            case _:
                return TrainerError(
                    f"The server {server} answered with the error {status}.",
                    "Look at the server, or try again later.",
                )
