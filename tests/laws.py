"""What a law needs that is tried on many made-up cases beside one database."""

from hypothesis import HealthCheck

# A fixture is made once for all the cases of a test: the test clears up itself. A slow machine is no fault.
ONE_FIXTURE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
