"""The cast, the cluster and the return that the short fault tests use too."""

from tests.conftest import areas, cast, encoded_password, indicators, targets, units
from tests.faults.conftest import approvals, cluster, servers

__all__ = [
    "approvals",
    "areas",
    "cast",
    "cluster",
    "encoded_password",
    "indicators",
    "servers",
    "targets",
    "units",
]
