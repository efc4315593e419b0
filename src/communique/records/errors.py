"""The errors of the project, one tree.

    CommuniqueError
    ├── SetupError      the installation or a bundled file is wrong      reinstalling helps, trying again does not
    ├── RequestError    the caller asked for something that cannot be    change the request; nothing was done
    │   └── OptionError an option, a mapping or a configuration file
    ├── StoredDataError data written earlier does not hold together      restore or rebuild it
    └── OutsideError    a disk, a pipe, another process                  trying again may help

Input that cannot be read is no error: it is a `Rejected` record with a reason. Every error says, in its message, what
to do about it; `retry` tells a program whether the same call may succeed later.
"""


class CommuniqueError(Exception):
    """Root of the tree. `retry` is true when the same call may succeed later without any change."""

    retry: bool = False


class SetupError(CommuniqueError):
    """The installation, a model or a bundled table is missing or damaged."""


class RequestError(CommuniqueError):
    """The caller asked for something that cannot be done as asked."""


class OptionError(RequestError):
    """An option, a column mapping or a configuration file is not understood."""


class StoredDataError(CommuniqueError):
    """A record or a file written earlier breaks one of its own rules."""


class OutsideError(CommuniqueError):
    """Something outside the program failed: a disk, a pipe, another process."""

    retry = True
