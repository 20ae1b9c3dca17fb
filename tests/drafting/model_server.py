"""A server that speaks as OpenAI's does, on this machine, and says what a test wants it to say."""

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from trainer.drafting.language_model import Model


@dataclass
class Says:
    """What the server says."""

    cards: Sequence[Mapping[str, object]] = ()
    """Proposed at the first request for cards; at each further one none."""
    raw: str | None = None
    """A reply to every request for cards, word for word, instead."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Question -> the second answer; `unknown` to any other."""
    known: Sequence[Mapping[str, object]] = ()
    """What needs no article: numbers of questions with answers."""
    status: int = 200
    """Of each reply to a request for cards."""
    second_status: int = 200
    """Of each reply to a question."""
    seconds: float = 0
    """How long each reply takes."""
    body: bytes | None = None
    """A whole body instead of one of the agreed form."""
    asked: list[dict[str, object]] = field(default_factory=list)
    """Every request that came."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    keys: list[str] = field(default_factory=list)
    """The key that came with each."""


def _reply(says: Says, request: dict[str, object]) -> tuple[int, str]:
    messages = request["messages"]
    assert isinstance(messages, list)
    text = "\n".join(str(message["content"]) for message in messages)
    if "You write quiz cards" in text:
        with says.lock:
            cards, says.cards = says.cards, ()
        return says.status, json.dumps(list(cards)) if says.raw is None else says.raw
    if "numbered questions" in text:
        return 200, json.dumps(list(says.known))
    answer = next((a for question, a in says.answers.items() if question in text), "unknown")
    return says.second_status, answer


def _handler(says: Says) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            says.asked.append(request)
            says.keys.append(self.headers["Authorization"] or "")
            time.sleep(says.seconds)
            status, content = _reply(says, request)
            choice = {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": content},
            }
            whole = {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": "m",
                "choices": [choice],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
            body = json.dumps(whole).encode() if says.body is None else says.body
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # who asked has given up

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving(says: Says) -> Iterator[Model]:
    """A running server; how it is chosen."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(says))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Model("m", f"http://127.0.0.1:{server.server_port}/v1")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
