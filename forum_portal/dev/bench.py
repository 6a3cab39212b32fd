"""``bench``: the measurements, on servers that write to disk as production's do."""

import os
import sys
import tempfile
from pathlib import Path

from forum_portal.dev.suite import attend
from forum_portal.embedded import Place, Servers


def bench(arguments):
    """Run ``python -m benchmarks`` with these arguments on servers made for it."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        Path(folder).chmod(0o711)
        with Servers(Place.at(folder)) as servers:
            environment = {
                **os.environ,
                **servers.environment,
                "DJANGO_SETTINGS_MODULE": "forum_portal.settings",
                "FORUM_DEMO": "1",
                "FORUM_VAR": folder,
            }
            return attend([sys.executable, "-m", "benchmarks", *arguments], environment)
