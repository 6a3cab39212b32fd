"""The measuring tools measure, and keep what they found."""

import os
import subprocess
import sys

import pytest

from benchmarks import __main__ as bench
from benchmarks import figures
from benchmarks.figures import Figure

pytestmark = pytest.mark.launcher


def test_a_figure_knows_whether_it_holds():
    assert Figure("start", 14.2, "s", limit=15).holds
    assert not Figure("start", 15.1, "s", limit=15).holds
    assert Figure("mails", 120, "a second", limit=100, at_least=True).holds
    assert not Figure("mails", 99, "a second", limit=100, at_least=True).holds
    assert str(Figure("start", 15.12, "s", limit=15)) == "start: 15.1 s (wanted: ≤ 15.0, MISSED)"


def test_figures_replace_those_of_the_same_subject(tmp_path, monkeypatch):
    page = tmp_path / "performance.md"
    page.write_text("# Performance\n\nWords.\n")
    monkeypatch.setattr(bench, "PAGE", page)

    bench.keep("start", "The start", [Figure("first", 9, "s", limit=15)])
    bench.keep("pages", "Pages", [Figure("home", 2.5, "ms CPU")])
    bench.keep("start", "The start", [Figure("first", 8, "s", limit=15)])

    text = page.read_text()
    assert text.startswith("# Performance\n\nWords.\n")
    assert "| first | 8.00 s | ≤ 15.0 s |" in text
    assert "9.00" not in text
    assert text.count("## ") == 2


def test_memory_is_that_of_a_process_and_all_below_it():
    code = "import time; print('up', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        below = figures.processes_below(os.getpid())
        assert child.pid in below
        assert 1 < figures.memory_of([child.pid]) < 100
        child.kill()
    assert figures.memory_of([child.pid]) == 0


@pytest.mark.django_db
def test_a_page_is_compared_with_a_bare_one_of_its_size_in_the_same_run(client):
    found = figures.cpu_against_bare(
        {"robots": lambda: client.get("/robots.txt")}, rounds=2, times=2
    )

    names = ["robots", "robots, against a bare page of its size"]
    assert [one.what for one in found] == names
    assert found[1].value > 1
