"""Many people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(calls):
    """All in threads of their own, with connections of their own."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]
