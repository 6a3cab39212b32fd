"""``make bench``: measure, print, and with --write keep the figures in docs/performance.md."""

import argparse
import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path

import django
from django.core.management import call_command

import benchmarks
from benchmarks.figures import table

PAGE = Path(__file__).resolve().parent.parent / "docs/performance.md"
TOOLS = {"__main__", "figures"}


def subjects():
    """All modules here that measure something, by name; first the one that wants no regions yet.

    It also starts a process whose memory it reads, which is never less than its parent's was.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted((name for name in names if name not in TOOLS), key=lambda name: name != "regions")


def main(argv):
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subject", nargs="*", metavar="SUBJECT", help=", ".join(subjects()))
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {PAGE.name}")
    parser.add_argument("--size", type=float, help="part of the full size, for a quick run")
    parser.add_argument("--most-seconds", type=int, help="stop what runs longer")
    words = parser.parse_args(argv)
    if unknown := set(words.subject) - set(subjects()):
        parser.error(f"no subject {', '.join(unknown)}; there are {', '.join(subjects())}")
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    missed = 0
    for name in words.subject or subjects():
        module = importlib.import_module(f"benchmarks.{name}")
        title = module.__doc__.splitlines()[0].rstrip(".")
        print(f"\n== {title}", flush=True)
        figures = module.measure(**wishes(module.measure, words))
        for figure in figures:
            print(f"   {figure}", flush=True)
        missed += sum(not figure.holds for figure in figures)
        if words.write:
            keep(name, title, figures)
    return 1 if missed else 0


def wishes(measure, words):
    """What was asked for on the command line, of what this measurement can be told."""
    said = {"size": words.size, "most_seconds": words.most_seconds}
    able = inspect.signature(measure).parameters
    return {name: value for name, value in said.items() if value is not None and name in able}


def keep(name, title, figures):
    """Put the table between this subject's marks; a new subject comes at the end."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    block = f"{begin}\n## {title}\n\n{table(figures)}\n{end}"
    text = PAGE.read_text() if PAGE.exists() else "# Performance\n"
    marks = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    if marks.search(text):
        text = marks.sub(lambda found: block, text)
    else:
        text = f"{text.rstrip()}\n\n{block}\n"
    PAGE.write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
