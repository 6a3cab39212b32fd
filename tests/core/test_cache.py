"""The shared cache, there and away."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from core.cache import ForgivingRedisCache
from core.errors import Refusal
from core.limits import limit

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture
def away():
    cache = ForgivingRedisCache(NOBODY_LISTENS, {})
    cache.near.clear()
    return cache


def use_everything(cache):
    cache.clear()
    return [
        cache.get("satu"),
        cache.get("satu", "tidak ada"),
        cache.set("satu", 1, 60),
        cache.get("satu", version=None),
        cache.incr("satu"),
        cache.add("satu", 5),
        cache.has_key("satu"),
        cache.touch("satu", 60),
        cache.set_many({"dua": 2}),
        cache.get_many(["satu", "dua"]),
        cache.delete("dua"),
        cache.delete_many(["satu"]),
        cache.get("satu"),
    ]


def test_it_answers_the_same_with_redis_and_without(away):
    assert use_everything(caches["default"]) == use_everything(away)
    assert use_everything(away)[3:6] == [1, 2, False]


def test_limits_hold_within_the_process_when_redis_is_away(away, monkeypatch):
    monkeypatch.setattr("core.limits.cache", away)
    for _time in range(3):
        limit("ask", "siti", times=3, seconds=60)
    with pytest.raises(Refusal):
        limit("ask", "siti", times=3, seconds=60)


@pytest.mark.django_db
def test_pages_and_sign_in_work_when_redis_is_away(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "core.cache.ForgivingRedisCache", "LOCATION": NOBODY_LISTENS}
    }
    assert client.get(reverse("account_login")).status_code == 200
    wrong = {"login": "siti@desa.example", "password": "salah-semua-ini"}
    answers = [client.post(reverse("account_login"), wrong).status_code for _time in range(6)]
    assert set(answers) <= {200, 429}
