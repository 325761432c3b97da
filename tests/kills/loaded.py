"""What a forked process is given to run. It imports nothing: each of hundreds of processes would load it anew."""


class Loaded:
    """A command, to be run where it has been loaded. The tests' own process doesn't load it: it has another desk."""

    def __init__(self, command: str) -> None:
        self._command = command

    def __call__(self, body: bytes) -> None:
        from tests.kills import warm

        warm.run(self._command, body)
