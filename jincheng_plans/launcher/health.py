"""Whether the site answers: python -m jincheng_plans.launcher.health (exit code 0 or 1)."""

import http.client
import os
import sys


def answers(address: str, named: str = "") -> bool:
    """Whether GET /healthz/ at `address` ("host:port") is answered with 200.

    `named` is the host name to ask by, one of ALLOWED_HOSTS; where empty, the address itself.
    """
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", "/healthz/", headers={"Host": named or address})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    """Ask the site on this machine, by the first of its host names."""
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return 0 if answers(f"127.0.0.1:{os.environ.get('PORT') or '8000'}", name) else 1


if __name__ == "__main__":
    sys.exit(main())
