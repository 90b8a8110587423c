"""The error that the concepts raise."""


class InvalidValue(ValueError):
    """A value for which the formula is not defined, or that exceeds the limits of the labs.

    Args:
        field: name of the argument, such as `stride`; a place inside it follows after a slash (`matrix/2`).
        message: what was received and what is allowed.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
