"""The program as a process of its own, forked from one that has imported it already.

It has its own streams, umask, working folder and environment, as when a shell starts it; what is
left out is the half second in which Python imports.
"""

import atexit
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import click

from trainer.cli import VERBS, main
from trainer.cli import trainer as command

LONGEST = 60
"""Seconds after which it counts as hanging, and is ended by a signal."""
STREAMS = ("stdin", "stdout", "stderr")


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
        server = _server()
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(request) + "\n")
        code = int(server.stdout.readline())
        out, err = (path.read_bytes() for path in files[1:])
    return subprocess.CompletedProcess(arguments, code, out, err)


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
    assert server.stdin
    atexit.register(server.wait)
    atexit.register(server.stdin.close)
    return server


def _serve() -> None:
    for verb in VERBS:
        command.get_command(click.Context(command), verb)
    for room in ("study.collection", "study.session", "classroom.begin_drill", "store.doctor"):
        importlib.import_module(f"trainer.{room}")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _become(request: dict[str, Any]) -> None:
    """Be the program that was asked for, to its end."""
    signal.alarm(LONGEST)
    os.environ.clear()
    os.environ.update(request["env"])
    os.umask(request["umask"])
    os.chdir(request["folder"])
    encoding = os.environ.get("PYTHONIOENCODING", sys.stdin.encoding)
    for number, (stream, path) in enumerate(zip(STREAMS, request["files"], strict=True)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY, 0o600), number)
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
