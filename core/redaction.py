"""Addresses that are keys: whoever reads one in a log or an outbox could use it.

One rule for all of them, those to come too: a part of a path of ``LONGEST_PLAIN`` characters or
more is taken for a signed or secret token. No address of ours has a plain word so long
(a test looks), and what is hidden by mistake is only the name of a file.
"""

import re

LONGEST_PLAIN = 24
HIDDEN = "***"
_TOKEN = re.compile(
    rf"((?:(?<![/:])/|%2F))(?:(?!%2F)[\w:%=~+-]){{{LONGEST_PLAIN},}}", re.IGNORECASE
)


def redact(text):
    """``text`` in which the secret parts of addresses are hidden: /pertemuan/jawab/***/."""
    return _TOKEN.sub(rf"\1{HIDDEN}", text)
