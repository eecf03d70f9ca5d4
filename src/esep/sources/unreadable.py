"""What cannot be read: one line that says which document, why, and what to do."""

from collections.abc import Callable

LARGEST = 32 * 2**20
"""Bytes of the largest text taken as one document: no bulletin comes near it, and it bounds memory."""


class Unreadable(ValueError):
    """Input that cannot be read: the message says which, why, and what to do."""


Refuse = Callable[[Unreadable], object]
"""What becomes of that which cannot be read: whoever does not raise it goes on with the rest."""


def stop(error: Unreadable) -> None:
    """Refuse by raising: the first that cannot be read ends it."""
    raise error


def reason(error: OSError) -> str:
    """Why a file could not be read, in words."""
    return {
        FileNotFoundError: "no such file or folder",
        PermissionError: "may not be read",
        IsADirectoryError: "is a folder",
    }.get(type(error), error.strerror or str(error))
