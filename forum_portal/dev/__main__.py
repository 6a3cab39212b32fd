"""``python -m forum_portal.dev run|test|check|bench|messages|stop``; the Makefile calls the same."""

import argparse
import sys

from forum_portal.dev import bench, checks, messages, prepare, run, suite
from forum_portal.embedded import Place, Servers, Trouble


def main(argv):
    words = parser().parse_args(argv[:1] if argv[:1] in (["test"], ["bench"]) else argv)
    try:
        match words.command:
            case "run":
                return run.run(words.port)
            case "prepare":
                return prepare.prepare()
            case "test":
                return suite.test(argv[1:])
            case "check":
                return checks.check()
            case "bench":
                return bench.bench(argv[1:])
            case "messages":
                return messages.messages()
            case "stop":
                return stop()
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1


def parser():
    """What can be asked for."""
    top = argparse.ArgumentParser(prog="python -m forum_portal.dev", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    start = commands.add_parser("run", help="start the portal with demo data on this machine")
    start.add_argument("--port", type=int, help="8000, or the next free one")
    commands.add_parser("prepare")  # a step of `run`, in a process of its own
    commands.add_parser("test", help="run the tests; all that follows goes to pytest")
    commands.add_parser("check", help="what CI asks beside the tests")
    commands.add_parser("bench", help="measure; all that follows goes to benchmarks")
    commands.add_parser("messages", help="gather the texts and compile their translations")
    commands.add_parser("stop", help="stop servers that a killed launcher left behind")
    return top


def stop():
    """Stop servers that nobody uses."""
    if Servers(Place.of_this_checkout()).stop_if_unused():
        print("No embedded server runs any more.")
        return 0
    raise Trouble("The servers are in use: end `make run` with Ctrl-C instead.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
