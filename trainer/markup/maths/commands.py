"""The commands and environments of LaTeX that are known, by what they do."""

FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"})
BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
AS_TEXT = frozenset("text textrm textbf textit texttt textsf mbox hbox ce operatorname".split())
AS_IS = frozenset(
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm pmb boxed "
    "phantom smash cancel mathop mathbin mathrel mathord".split()
)
ALPHABETS = frozenset({"mathbb", "mathcal", "mathscr", "mathfrak"})
ABOVE = frozenset({"overset", "stackrel"})
ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0305",
    "underline": "\u0332",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "acute": "\u0301",
    "grave": "\u0300",
    "check": "\u030c",
    "breve": "\u0306",
    "mathring": "\u030a",
}
NARROW = frozenset({"\\,", "\\:", "\\;", "\\ ", "~", "\\>", "\\enspace", "\\thinspace"})
WIDE = frozenset({"\\quad", "\\qquad"})
NOTHING = frozenset(
    "\\! \\displaystyle \\textstyle \\scriptstyle \\limits \\nolimits \\big \\Big \\bigg \\Bigg "
    "\\bigl \\bigr \\Bigl \\Bigr \\biggl \\biggr \\Biggl \\Biggr \\middle \\mathstrut \\strut "
    "\\nonumber \\notag \\hline \\left \\right \\rm \\bf \\it \\operatorname*".split()
)
GRIDS = {
    "matrix": ("", ""),
    "smallmatrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "array": ("", ""),
    "cases": ("{", ""),
    "aligned": ("", ""),
    "alignedat": ("", ""),
    "align": ("", ""),
    "align*": ("", ""),
    "split": ("", ""),
    "gathered": ("", ""),
    "gather": ("", ""),
    "gather*": ("", ""),
    "equation": ("", ""),
    "equation*": ("", ""),
}
ALIGNED = frozenset({"aligned", "alignedat", "align", "align*", "split"})
