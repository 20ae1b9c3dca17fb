"""A teacher's trainer without a screen, to be killed: argv is the folder and the port."""

import asyncio
import os
import sys
from pathlib import Path

from tests.classroom.conftest import questions
from trainer.classroom.begin_drill import begin_drill, resume_drill
from trainer.classroom.event import Stage
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
    if drill.room.state.stage is Stage.LOBBY:
        drill.do(drill.room.advance)
        drill.do(drill.room.advance)
    print(drill.room.opened.pin, drill.server.port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    os.environ["TRAINER_HOME"] = str(Path(sys.argv[1]))
    asyncio.run(run(int(sys.argv[2])))
