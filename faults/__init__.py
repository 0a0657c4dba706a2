"""Faults that take longer to show and to heal; `make faults` runs them with tests/faults."""
