"""What a drill shows on the wall: pure functions from the room to text.

Everything here is seen by the whole class. Who needs help, and what was typed, is not shown
here but in the report.
"""
