"""The program as a process of its own, forked from one that has imported it already.

It has its own streams, umask, working folder and environment, as when a shell starts it; what is
left out is the half second in which Python imports.
"""

import atexit
import fcntl
import importlib
import json
import os
import pty
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import termios
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Self

import click

from tests.clock import PATIENCE
from trainer.cli import VERBS, main
from trainer.cli import trainer as command

STREAMS = ("stdin", "stdout", "stderr")
ROOMS = ("study.collection", "study.session", "classroom.begin_drill", "store.doctor")
SCREENS = ("cli.app", "tui.screens.home", "tui.screens.study", "tui.screens.card_form")


def trainer(
    *arguments: str,
    env: dict[str, str] | None = None,
    stdin: bytes = b"",
    folder: Path | None = None,
    memory: int | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run `trainer` as a user does.

    Args:
        arguments: as typed behind `trainer`.
        env: what is set beside the environment of the tests.
        stdin: all that is typed.
        folder: where it is started; None: where the tests are.
        memory: bytes of address space that it may take beyond what it has when it starts.
    """
    os.umask(umask := os.umask(0))
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name, stream) for stream in STREAMS]
        files[0].write_bytes(stdin)
        request = {
            "arguments": arguments,
            "env": {**os.environ, **(env or {})},
            "folder": str(folder or Path.cwd()),
            "files": [str(path) for path in files],
            "umask": umask,
            "memory": memory,
        }
        _start(request)
        code = _ended()
        out, err = (path.read_bytes() for path in files[1:])
    return subprocess.CompletedProcess(arguments, code, out, err)


class AtTerminal:
    """`trainer` at a terminal of its own; one at a time, ended with its `with` block.

    Args:
        arguments: as typed behind `trainer`.
        rows: of the terminal.
        columns: of the terminal.
        env: what is set beside the environment of the tests.
    """

    def __init__(self, *arguments: str, rows: int, columns: int, env: dict[str, str]) -> None:
        self.terminal, theirs = pty.openpty()
        """Where it is typed, and what is painted comes out."""
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        around = {name: os.environ[name] for name in os.environ if name not in {"COLUMNS", "LINES"}}
        request = {
            "arguments": arguments,
            "env": {**around, "TERM": "xterm-256color", **env},
            "folder": str(Path.cwd()),
            "terminal": os.ttyname(theirs),
            "umask": 0o022,
            "memory": None,
        }
        self.process = _start(request)
        os.close(theirs)
        self._waited = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._waited:  # where a test fails, the next program would wait for this one
            self.kill()
            self.wait()

    def wait(self) -> int:
        """The code with which it ends, once it has."""
        self._waited = True
        os.close(self.terminal)
        return _ended()

    def kill(self) -> None:
        """End it at once, where it has not ended by itself."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)


def _start(request: dict[str, Any]) -> int:
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps(request) + "\n")
    return int(server.stdout.readline())


def _ended() -> int:
    stdout = _server().stdout
    assert stdout
    return int(stdout.readline())


@cache
def _server() -> "subprocess.Popen[str]":
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.program"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=Path(__file__).parents[1],
    )
    atexit.register(server.__exit__, None, None, None)  # its streams are closed, and it ends
    return server


def _serve() -> None:
    for verb in VERBS:
        command.get_command(click.Context(command), verb)
    for room in ROOMS:
        importlib.import_module(f"trainer.{room}")
    for line in sys.stdin:
        request = json.loads(line)
        terminal = request.get("terminal")
        for screen in SCREENS if terminal else ():
            importlib.import_module(f"trainer.{screen}")
        opened = os.open(terminal, os.O_RDWR | os.O_NOCTTY) if terminal else None
        child = os.fork()
        if child == 0:
            _become(request, opened)
        if opened is not None:
            os.close(opened)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(request: dict[str, Any], terminal: int | None) -> None:
    """Be the program that was asked for, to its end."""
    if terminal is None:
        signal.alarm(int(PATIENCE))
        paths = zip(request["files"], (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)
        streams = [os.open(path, flags, 0o600) for path, flags in paths]
    else:
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
        streams = [terminal] * 3
    os.environ.clear()
    os.environ.update(request["env"])
    os.umask(request["umask"])
    os.chdir(request["folder"])
    encoding = os.environ.get("PYTHONIOENCODING", sys.stdin.encoding)
    for number, (stream, leads) in enumerate(zip(STREAMS, streams, strict=True)):
        os.dup2(leads, number)
        errors = getattr(sys, stream).errors
        opened = os.fdopen(number, "w" if number else "r", encoding=encoding, errors=errors)
        setattr(sys, stream, opened)
        setattr(sys, f"__{stream}__", opened)
    if request["memory"]:
        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + request["memory"],) * 2)
    sys.argv = ["trainer", *request["arguments"]]
    try:
        main()
    except SystemExit as left:
        os._exit(left.code if isinstance(left.code, int) else 0)
    finally:
        os._exit(70)


if __name__ == "__main__":
    _serve()
