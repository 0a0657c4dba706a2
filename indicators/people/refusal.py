"""A person may not do this; the message says so in Chinese, in a sentence a user can read."""


class Refused(Exception):
    """Raised by every check of a person; pages answer it with status 403."""
