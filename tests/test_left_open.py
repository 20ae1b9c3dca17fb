"""What a test leaves open fails that test, and no other."""

import socket
from types import SimpleNamespace

import pytest

from tests.conftest import pytest_runtest_teardown


class Holder:
    """Something in a cycle, which Python collects by chance."""

    def __init__(self) -> None:
        self.me = self
        self.socket = socket.socket()


@pytest.mark.parametrize("is_fixture", [False, True])
def test_a_socket_in_a_cycle_fails_the_test_that_left_it(*, is_fixture: bool) -> None:
    fixtures = {"holder": Holder()} if is_fixture else {}
    teardown = pytest_runtest_teardown(SimpleNamespace(funcargs=fixtures))  # type: ignore[arg-type]
    next(teardown)
    if not is_fixture:
        Holder()
    with pytest.raises(AssertionError, match=r"left open: .*unclosed <socket"):
        next(teardown)
