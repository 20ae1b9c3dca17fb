#!/usr/bin/env bash
# latex2mathml 3.81.1: one letter in \mathrm comes out slanted; two letters come out upright.
#
# A good guess: \mathrm sets mathvariant="normal" whatever it holds, as it does for several letters.
# Seen: \mathrm{H} is the bare <mi> that H alone gives, only written as a character reference. MathML
# draws an <mi> of one character in italics unless it says mathvariant="normal", so the H of an
# element, the d of an integral and the e of an exponential read as variables, while the He, the O
# of H_2O and even each letter of a longer \mathrm carry the attribute.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet latex2mathml==3.81.1
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version
from xml.etree import ElementTree

from latex2mathml.converter import convert


def letters(latex):
    tree = ElementTree.fromstring(convert(latex))
    return [(mi.text, mi.get("mathvariant")) for mi in tree.iter() if mi.tag.endswith("}mi")]


print("latex2mathml", version("latex2mathml"))
for latex in ("H", r"\mathrm{H}", r"\mathrm{He}", r"\mathrm{H_2O}", r"\mathrm{d}x"):
    print(f"{latex:14}", letters(latex))
assert letters(r"\mathrm{He}") == [("H", "normal"), ("e", "normal")]
assert letters(r"\mathrm{H_2O}") == [("H", "normal"), ("O", "normal")]
assert letters(r"\mathrm{H}") == letters("H") == [("H", None)], "one letter is upright now"
assert letters(r"\mathrm{d}x") == [("d", None), ("x", None)]
PY
