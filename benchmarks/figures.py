"""What a measurement yields, and the tools that several of them share."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path


@dataclass(frozen=True)
class Figure:
    """One number, and the number that it should not pass, if there is one."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False  # the limit is one from below, as for mails a second

    @property
    def holds(self):
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def __str__(self):
        return f"{self.what}: {_rounded(self.value)} {self.unit}{self.wanted}"

    @property
    def wanted(self):
        if self.limit is None:
            return ""
        sign = "≥" if self.at_least else "≤"
        return f" (wanted: {sign} {_rounded(self.limit)}{'' if self.holds else ', MISSED'})"


def table(figures):
    """The figures as Markdown."""
    rows = ["| what | measured | wanted |", "| --- | ---: | ---: |"]
    for one in figures:
        sign = "≥" if one.at_least else "≤"
        wanted = "" if one.limit is None else f"{sign} {_rounded(one.limit)} {one.unit}"
        rows.append(f"| {one.what} | {_rounded(one.value)} {one.unit} | {wanted} |")
    return "\n".join(rows)


def _rounded(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


# -- time -------------------------------------------------------------------------------


def seconds_of(act):
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def percentile(values, part):
    """Say percentile(times, 95)."""
    return statistics.quantiles(values, n=100, method="inclusive")[part - 1]


# -- memory -----------------------------------------------------------------------------


def processes_below(pid):
    """A process and all that it has started, theirs included."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(after_name[1]), []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def memory_of(pids):
    """Megabytes of these processes together; what they share counts once (PSS)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


# -- CPU of a page ------------------------------------------------------------------------


def bare_view(request, size):
    """As little as Django can do for a page of ``size`` bytes: one query and no template."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse(b"x" * size)


urlpatterns = [path("bare/<int:size>", bare_view)]


def cpu_against_bare(pages, rounds=15, times=10):
    """CPU of this process for each page, and as a multiple of a bare page of the same size, with one
    query, in the same run.

    ``pages`` maps a name to a function that makes one request and returns the response. Rounds of
    all pages alternate, and the median counts, so that a busy machine disturbs all alike.
    """
    seconds, bares = {}, {}
    for name, act in pages.items():  # caches of templates and connections fill
        response = act()
        assert response.status_code == 200, response
        bares[name] = _bare_request(len(response.getvalue()))
        seconds[name] = ([], [])
    for _ in range(rounds):
        for name, act in pages.items():
            seconds[name][0].append(_cpu_of(act, times))
            with override_settings(ROOT_URLCONF=__name__):
                seconds[name][1].append(_cpu_of(bares[name], times))
    figures = []
    for name, (own, bare) in seconds.items():
        milliseconds = statistics.median(own) * 1000
        ratio = milliseconds / (statistics.median(bare) * 1000)
        figures.append(Figure(name, milliseconds, "ms CPU"))
        figures.append(Figure(f"{name}, against a bare page of its size", ratio, "times"))
    return figures


def _bare_request(size):
    """A request to the bare view through a handler without any middleware."""
    client, url = Client(), f"/bare/{size}"
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        assert len(client.get(url).content) == size
    return lambda: client.get(url)


def _cpu_of(act, times):
    start = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - start) / times
