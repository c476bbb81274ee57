"""For all tests: property tests draw the same examples at every run.

A change fails for what it did, not for the luck of the draw; the fuzzers in
`benchmarks/` look further.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("fixed", derandomize=True)
settings.load_profile("fixed")
