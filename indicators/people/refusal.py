"""Why an act is not done; every message is a sentence in Chinese that a user can read."""


class Refused(Exception):
    """Raised by every check of a person; pages answer it with status 403."""


class NotPossible(Exception):
    """As things stand the act breaks a rule; the message names the place and the remedy."""


class Overtaken(NotPossible):
    """Somebody else was quicker; the message says what holds now."""
