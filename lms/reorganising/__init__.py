"""Units are founded, merged, split, moved and renamed (docs/units.md).

An order says what is wanted, a plan what will happen, and nothing happens but what the plan says: the screen and the
command show the same plan, and doing it makes it anew under the tree's lock.
"""
