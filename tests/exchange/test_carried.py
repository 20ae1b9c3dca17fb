from trainer.exchange.carried import Left, by_kind, quoted


def test_what_is_told_of_a_text_is_short_and_fit_for_a_terminal() -> None:
    assert quoted("a\x1b]52;c;x\x07\n“b”") == "“a]52;c;x „b‟”"
    assert quoted("x" * 100) == f"“{'x' * 60}…”"
    assert quoted(5) == "“5”"


def test_kinds_leave_out_what_is_quoted_counted_or_said_aside() -> None:
    left = [
        Left("row 2", f"no answer: {quoted('a “b” c')}"),
        Left("row 1", "1 pairs to match, and it takes three"),
        Left("row 3", "no answer: “d”"),
        Left("row 5", "more cells than the heading has (text without quotes?): “e”"),
    ]
    assert {kind: len(ones) for kind, ones in by_kind(left).items()} == {
        "no answer": 2,
        "… pairs to match, and it takes three": 1,
        "more cells than the heading has": 1,
    }
