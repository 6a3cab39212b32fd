"""Measurements, never part of the tests: `make bench`, or `make bench ARGS="start pages"`.

A module here is one subject: its docstring's first line is the title, ``measure()`` returns a list
of ``Figure``.
"""
