"""Teachers' trainers without a screen, to be killed; test_kill_drill runs this file as a process.

For each line `folder port` on standard input it forks one: Python imports once for all of them.
It prints its process, its PIN and its port; once it is dead, `dead`.
"""

import asyncio
import os
import sys

from tests.classroom.conftest import questions
from trainer.classroom.begin_drill import begin_drill, resume_drill
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.past_drills import unfinished_drill
from trainer.classroom.preset import preset_named
from trainer.classroom.school_class import SchoolClass
from trainer.clock import now


async def run(port: int) -> None:
    school_class = SchoolClass("7b")
    items = [questions()["choice"].item]
    preset = preset_named("drill")
    found = unfinished_drill(school_class.drills, now())
    if found:
        drill = resume_drill(found, school_class, now)
    else:
        drill = begin_drill(items, preset, school_class, now)
    await drill.server.start(port=port)
    if drill.room.state.stage is DrillStage.LOBBY:
        drill.do(drill.room.advance)
        drill.do(drill.room.advance)
    print(os.getpid(), drill.room.opened.pin, drill.server.port, flush=True)
    await asyncio.Event().wait()


def main() -> None:
    for line in sys.stdin:
        folder, port = line.split()
        child = os.fork()
        if child == 0:
            os.environ["TRAINER_HOME"] = folder
            asyncio.run(run(int(port)))
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
