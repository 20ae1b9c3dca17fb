"""The student that a command names."""

from trainer.classroom.school_class import SchoolClass
from trainer.did_you_mean import did_you_mean
from trainer.errors import TrainerError


def named_student(school_class: SchoolClass, name: str) -> str:
    """The id of the student of this name, or of this id.

    Raises:
        TrainerError: nobody in the class has it.
    """
    student = school_class.roster.student(name) or school_class.roster.find(name)
    if student is None:
        near = did_you_mean(name, [each.name for each in school_class.roster.students])
        raise TrainerError(
            f"{name} is not in class {school_class.name}.",
            f"{near} See: trainer class list {school_class.name}".strip(),
        )
    return student.id
