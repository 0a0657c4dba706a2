"""Why a file is not taken."""

from indicators.people.refusal import NotPossible


class FileRefused(NotPossible):
    """The file cannot be taken as evidence; the message says why and what to do, in Chinese."""
