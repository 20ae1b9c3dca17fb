"""The classroom: a drill before a class, with or without student devices.

`room` is the drill's state machine, without input or output; `state` is what follows from its
events. `drill` runs it: with its log, its class and its devices. The wall in the app, the phone
page and `trainer join` are its three fronts.
"""
