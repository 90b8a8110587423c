"""Processes: `playground up` starts and minds a private Valkey, one API and one worker; each role also runs alone."""


class CannotStart(Exception):
    """Nothing was started; the message says why and what to do. The command line ends with code 2."""
