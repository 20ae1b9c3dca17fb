"""What an editor offers, asked of the real YAML language server (npm)."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from trainer.deck.card import EVERY_KIND
from trainer.deck.schema import deck_schema

NPM = Path(os.environ.get("TRAINER_NPM", Path(sys.prefix) / "npm")) / "node_modules"
"""Where `.ci/run` installs what comes from npm."""
SERVER = NPM / "yaml-language-server" / "bin" / "yaml-language-server"


class LanguageServer:
    """The server, spoken to as an editor speaks to it."""

    def __init__(self, schema: Path) -> None:
        self._schema = schema
        self._asked = 0
        self._process = subprocess.Popen(
            ["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin
        assert self._process.stdout
        self._to: IO[bytes] = self._process.stdin
        self._from: IO[bytes] = self._process.stdout
        completion = {"completionItem": {"snippetSupport": True}}
        can = {"workspace": {"configuration": True}, "textDocument": {"completion": completion}}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": can})
        self._send({"method": "initialized", "params": {}})

    def offered(self, text: str) -> list[dict[str, Any]]:
        """What is offered at the `|` in a deck's cards."""
        head = f"# yaml-language-server: $schema={self._schema.as_uri()}\ntitle: T\ncards:\n"
        before, _, after = f"{head}{text}".partition("|")
        uri = f"file:///deck{self._asked}.yaml"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": before + after}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        params = {"textDocument": {"uri": uri}, "position": place}
        found: list[dict[str, Any]] = self._ask("textDocument/completion", params)["items"]
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _ask(self, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._read()
            if "method" not in message and message.get("id") == self._asked:
                return message["result"]
            if "method" in message and "id" in message:  # it asks for settings
                wanted = message.get("params", {}).get("items", [])
                offline = {"schemaStore": {"enable": False}}
                self._send({"id": message["id"], "result": [offline for _ in wanted]})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while line := self._from.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._from.read(length))
        return message


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    if not (shutil.which("node") and SERVER.is_file()):
        if os.environ.get("TRAINER_CI"):
            pytest.fail("yaml-language-server is not installed")
        pytest.skip("yaml-language-server is not installed")
    schema = tmp_path_factory.mktemp("schema") / "deck.json"
    schema.write_text(json.dumps(deck_schema()), "utf-8")
    running = LanguageServer(schema)
    yield running
    running.close()


def snippets(found: list[dict[str, Any]]) -> list[str]:
    return [one["label"] for one in found if re.fullmatch(r"[a-z]+ card", one["label"])]


@pytest.mark.parametrize("cards", ["  - |", "  - q: A\n    number: 3\n  - |"])
def test_an_empty_card_is_offered_each_kind_once(server: LanguageServer, cards: str) -> None:
    found = snippets(server.offered(cards))
    assert len(found) == len(set(found)) == len(EVERY_KIND)


@pytest.mark.parametrize(
    "cards",
    [
        "  - q: A\n    |",
        "  - q: A\n    number: 3\n    |",
        "  - cloze: A {{b}}\n    |\n  - q: x\n    a: y\n",
        "  - q: A\n    |\n    a: B\n",
        "  - q: A\n    a: B\n  |",
    ],
)
def test_no_new_card_is_offered_inside_one(server: LanguageServer, cards: str) -> None:
    assert snippets(server.offered(cards)) == []


def test_a_number_card_is_offered_what_it_may_have(server: LanguageServer) -> None:
    labels = {one["label"] for one in server.offered("  - q: A\n    number: 3\n    |")}
    assert {"unit", "tolerance", "why", "evidence"} <= labels
    assert not labels & {"wrong", "typed", "accept", "date", "match", "q"}
