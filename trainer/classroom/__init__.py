"""The classroom: a drill before a class, with or without student devices.

`room` is the drill as a state machine without input or output; `state` is what follows from
its events; the board in the app, the phone page and `trainer join` are its three fronts.
"""
