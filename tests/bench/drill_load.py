# ruff: noqa: ASYNC110 - a second process and a screen are waited for
"""A drill under load: clients in a second process on loopback, all answering at once.

Prints, for 50, 200 and 1,000 clients and five questions: until a question was received, until
an answer was acknowledged (durable on disk), the teacher's key to the painted wall, memory.

    python -m tests.bench.drill_load [CLIENTS ...]
"""

import asyncio
import gc
import json
import os
import resource
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import aiohttp
from textual.widgets import Static

from trainer.classroom.begin_drill import begin_drill
from trainer.classroom.preset import preset_named
from trainer.classroom.protocol import VERSION
from trainer.clock import now
from trainer.deck.item import Item, items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.tui.classroom.drill_app import DrillApp

QUESTIONS = 5
WINDOW = 1.0
"""Seconds within which every client answers."""


async def client(number: int, port: int, pin: str, told: dict[str, list[float]]) -> None:
    # each address of loopback is another device to the limit of connections
    own = aiohttp.TCPConnector(local_addr=(f"127.0.0.{2 + number % 250}", 0))
    async with (
        aiohttp.ClientSession(connector=own) as session,
        session.ws_connect(f"http://127.0.0.1:{port}/socket") as socket,
    ):
        join = {"t": "join", "v": VERSION, "pin": pin, "name": f"Student {number}"}
        await socket.send_str(json.dumps(join))
        sent = 0.0
        async for received in socket:
            message: dict[str, Any] = json.loads(received.data)
            if message["t"] == "state" and message["stage"] == "open" and not message.get("mine"):
                told["received"].append(perf_counter())
                await asyncio.sleep(WINDOW * (number % 100) / 100)
                answer = {"t": "answer", "q": message["number"], "round": 1, "answer": number % 3}
                sent = perf_counter()
                await socket.send_str(json.dumps(answer))
            elif message["t"] == "ack":
                told["acknowledged"].append(perf_counter() - sent)
            elif message["t"] == "bye" or message.get("stage") == "done":
                return


async def clients(many: int, port: int, pin: str) -> None:
    told: dict[str, list[float]] = {"received": [], "acknowledged": []}
    await asyncio.gather(*(client(number, port, pin, told) for number in range(many)))
    print(json.dumps(told))


async def teacher(many: int) -> None:
    drill = begin_drill(items(), preset_named("drill"), None, now)
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            __file__,
            "--client",
            str(many),
            str(drill.server.port),
            drill.room.opened.pin,
            stdout=asyncio.subprocess.PIPE,
        )
        while len(drill.room.presence.here) < many:
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)  # who joined last is welcomed: that is no part of a question
        opened, keys = [], []
        for _ in range(QUESTIONS):
            while drill.room.state.stage.value != "think":
                keys.append(await key_to_paint(app))
            await asyncio.sleep(WINDOW)  # phones hear what went before: that is no part of it
            opened.append(perf_counter())
            keys.append(await key_to_paint(app))
            await asyncio.sleep(WINDOW / 2)
            keys.append(await key_to_paint(app, "t"))  # under fire
            keys.append(await key_to_paint(app, "escape"))
            while len(drill.room.state.given) < many:
                await asyncio.sleep(0.02)
        app.screen.action_finish()  # type: ignore[attr-defined]
        output, _ = await asyncio.wait_for(process.communicate(), 60)
        answers = sum(len(given) for given in drill.room.state.answers.values())
    report(many, json.loads(output), opened, keys, answers)


def items() -> tuple[Item, ...]:
    """Five questions with options."""
    cards = "".join(
        f"  - {{q: Which is {number}?, a: one, wrong: [two, three]}}\n"
        for number in range(QUESTIONS)
    )
    deck = read_deck_text(f"title: Load\ncards:\n{cards}", Path("load.yaml")).deck
    assert deck
    return items_of_deck(deck)


async def key_to_paint(app: DrillApp, key: str = "space") -> float:
    """Milliseconds from a key to the frame that shows what it did."""
    painted = asyncio.Event()
    before, begun = shown(app), perf_counter()
    app.simulate_key(key)
    while shown(app) == before:
        await asyncio.sleep(0)
    app.screen.call_after_refresh(painted.set)
    await painted.wait()
    return (perf_counter() - begun) * 1000


def shown(app: DrillApp) -> str:
    """What the wall and its heading show."""
    texts = (str(app.screen.query_one(name, Static).render()) for name in ("#wall", "#top"))
    return "".join([*texts, str(app.screen.query_one("#hands").display)])


def report(
    many: int,
    told: dict[str, list[float]],
    opened: list[float],
    keys: list[float],
    answers: int,
) -> None:
    received = sorted(told["received"])
    waits = []
    for at in received:
        before = [moment for moment in opened if moment <= at]
        waits.append((at - before[-1]) * 1000)
    acknowledged = [seconds * 1000 for seconds in told["acknowledged"]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{many:5} clients: {answers} of {many * QUESTIONS} answers; "
        f"question received p50 {middle(waits):.1f} p99 {high(waits):.1f} ms; "
        f"acknowledged p50 {middle(acknowledged):.1f} p99 {high(acknowledged):.1f} ms; "
        f"key to paint p99 {high(keys):.1f} ms; teacher {memory:.0f} MB"
    )


def middle(values: list[float]) -> float:
    return statistics.median(values)


def high(values: list[float]) -> float:
    return sorted(values)[max(0, int(len(values) * 0.99) - 1)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--client"]:
        gc.disable()  # what the clients collect would be measured as the teacher's delay
        asyncio.run(clients(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
    else:
        for size in [int(argument) for argument in sys.argv[1:]] or [50, 200, 1000]:
            with tempfile.TemporaryDirectory() as folder:
                os.environ["TRAINER_HOME"] = str(Path(folder))
                asyncio.run(teacher(size))
