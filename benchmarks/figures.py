"""What a measurement yields, and the tools that several of them share."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

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


def bare_view(request):
    """As little as Django can do."""
    return HttpResponse("ok")


urlpatterns = [path("bare", bare_view)]


def cpu_against_bare(pages, rounds=15, times=10):
    """CPU of this process for each page, and as a multiple of a bare view in the same run.

    ``pages`` maps a name to a function that makes one request and returns the response. Rounds of
    all pages alternate, and the median counts, so that a busy machine disturbs all alike.
    """
    bare = _bare_request()
    seconds = {name: [] for name in ["bare", *pages]}
    for act in pages.values():  # caches of templates and connections fill
        response = act()
        assert response.status_code == 200, response
    for _ in range(rounds):
        with override_settings(ROOT_URLCONF=__name__):
            seconds["bare"].append(_cpu_of(bare, times * 10))
        for name, act in pages.items():
            seconds[name].append(_cpu_of(act, times))
    medians = {name: statistics.median(values) * 1000 for name, values in seconds.items()}
    figures = [Figure("a bare Django view", medians.pop("bare"), "ms CPU")]
    for name, milliseconds in medians.items():
        figures.append(Figure(name, milliseconds, "ms CPU"))
        figures.append(Figure(f"{name}, against bare", milliseconds / figures[0].value, "times"))
    return figures


def _bare_request():
    """A request to the bare view through a handler without any middleware."""
    client = Client()
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        assert client.get("/bare").content == b"ok"
    return lambda: client.get("/bare")


def _cpu_of(act, times):
    start = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - start) / times
