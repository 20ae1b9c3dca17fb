"""The report of a drill as files."""

from pathlib import Path

from trainer.classroom.event import Opened
from trainer.classroom.report import DrillReport, items_csv, results_csv
from trainer.errors import TrainerError
from trainer.store.atomic_file import write_atomically


def save_report(
    report: DrillReport, opened: Opened, folder: Path | None = None
) -> tuple[Path, Path]:
    """Write who knew what, and how each question went, as two CSV files.

    Args:
        report: what to write.
        opened: the drill, which names the files.
        folder: where; the working folder when None.

    Raises:
        TrainerError: a file cannot be written.
    """
    folder = folder or Path.cwd()
    stem = f"{opened.class_name or 'drill'}-{opened.at.astimezone():%Y-%m-%d-%H%M}"
    paths = (folder / f"{stem}-students.csv", folder / f"{stem}-questions.csv")
    for path, text in zip(paths, (results_csv(report), items_csv(report)), strict=True):
        try:
            write_atomically(
                path, text.encode("utf-8-sig"), shared=True
            )  # spreadsheets want the mark
        except OSError as error:
            raise TrainerError(
                f"{path} cannot be written: {error.strerror}", "Choose another folder."
            ) from error
    return paths
