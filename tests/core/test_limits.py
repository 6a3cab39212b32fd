"""How often a person may do something."""

import pytest
from django.core.cache import cache

from core.errors import Refusal
from core.limits import limit


def test_so_often_and_no_more():
    for _turn in range(3):
        limit("ask", 7, times=3, seconds=60)

    with pytest.raises(Refusal) as refusal:
        limit("ask", 7, times=3, seconds=60)
    assert str(refusal.value)


def test_each_person_and_each_act_is_counted_alone():
    limit("ask", 7, times=1, seconds=60)
    limit("ask", 8, times=1, seconds=60)
    limit("send", 7, times=1, seconds=60)


def test_a_new_window_begins_anew():
    limit("ask", 7, times=1, seconds=60)
    cache.delete("limit:ask:7")
    limit("ask", 7, times=1, seconds=60)


def test_a_window_that_ends_between_two_lines_lets_him_in(monkeypatch):
    monkeypatch.setattr(cache, "incr", lambda key: (_ for _ in ()).throw(ValueError(key)))
    limit("ask", 7, times=1, seconds=60)
