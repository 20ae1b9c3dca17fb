"""Formulas: LaTeX read into a small tree, and that tree as text, over lines, as MathML."""
