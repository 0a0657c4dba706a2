"""How many series does the engine judge in a second? Described in docs/method.md §13."""
