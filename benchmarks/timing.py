"""Times of one thing done many times."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Times:
    """How long each of many runs took, in seconds."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1]

    @property
    def a_second(self) -> float:
        """Return how many are done in a second, one after the other."""
        return len(self.seconds) / sum(self.seconds)


def timed(act: Callable[[int], object], times: int, *, warm: int = 0) -> Times:
    """Do `act` so many times after `warm` times that don't count; it is told which time it is."""
    for number in range(warm):
        act(number)
    taken = []
    for number in range(warm, warm + times):
        begun = time.perf_counter()
        act(number)
        taken.append(time.perf_counter() - begun)
    return Times(tuple(taken))
