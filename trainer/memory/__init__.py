"""What is remembered and when to ask again. Pure: clock, zone and seed are arguments."""
