"""Processes: `playground up` starts and supervises a private Valkey, one API and one worker; each role also runs alone."""


class CannotStart(Exception):
    """Nothing was started; the message says why and what to do. The command line exits with code 2."""
