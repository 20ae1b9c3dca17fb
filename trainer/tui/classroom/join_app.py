"""The app in which a student joins a drill."""

from trainer.tui.classroom.one_screen_app import OneScreenApp


class JoinApp(OneScreenApp[tuple[str, str]]):
    """Takes part in one drill; comes back with a code and a reason where there was no seat."""

    TITLE = "trainer join"
