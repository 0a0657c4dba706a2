"""The one error that a person at the terminal is meant to read."""


class LaunchError(Exception):
    """Why the start cannot go on, in words for the person who started it (Chinese)."""
