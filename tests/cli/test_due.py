import json
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]


def test_what_is_due_now_and_in_the_coming_days(run: Run) -> None:
    run("study", "small", "--plain", typed="\n4\n")
    told = run("due", "small").output
    assert told.startswith("0 to review, 0 learning, 3 new")
    fields = json.loads(run("due", "small", "--json").output)
    assert (fields["review"], fields["new"], len(fields["forecast"])) == (0, 3, 7)
