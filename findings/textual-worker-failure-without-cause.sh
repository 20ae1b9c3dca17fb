#!/usr/bin/env bash
# textual 8.2.8: an app that ends because a worker raised does not lead to what the worker raised.
#
# A good guess: the error that an app reports for a failed worker was raised `from` the worker's own,
# so that `__cause__` or the traceback names the line at fault, as Python's own executors do.
# Seen: it is a WorkerFailed with no cause, no context and no traceback; the worker's error is in its
# attribute `error` alone. A crash report made of the exception says nothing of where it happened.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet textual==8.2.8
"$folder/venv/bin/python" - <<'PY'
import asyncio

from textual.app import App
from textual.worker import WorkerFailed

SEEN = []


class Working(App):
    def on_mount(self):
        self.run_worker(self.work, thread=True)

    def work(self):
        raise LookupError("the line at fault")

    def _handle_exception(self, error):
        SEEN.append(error)
        self.exit()


async def main():
    async with Working().run_test() as pilot:
        for _ in range(20):
            await pilot.pause(0.05)
            if SEEN:
                break


asyncio.run(main())
[error] = SEEN
print(type(error).__name__, "| cause:", error.__cause__, "| context:", error.__context__)
print("traceback:", error.__traceback__, "| error:", repr(error.error))
assert isinstance(error, WorkerFailed)
assert error.__cause__ is None and error.__traceback__ is None
assert isinstance(error.error, LookupError)
PY
