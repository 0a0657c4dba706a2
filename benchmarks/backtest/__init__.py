"""How often was the engine right, on real series whose last years it did not see?

Described in docs/method.md §13.
"""
