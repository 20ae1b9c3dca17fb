"""Files that are read to their end, and no pipe or device, which may have none."""

import errno
import stat
from pathlib import Path


def read_regular(path: Path, most: int) -> bytes | None:
    """The bytes of a file; None where there are more than so many.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    with path.open("rb") as file:
        content = file.read(most + 1)
    return content if len(content) <= most else None
