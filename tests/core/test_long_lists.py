"""A form with a list far too long is read as far as its view can say that it is too long."""

from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.test import RequestFactory

from core.long_lists import MOST, LongListsMiddleware, shortens

TOO_MANY = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1


@shortens(60, "regions")
def view(request):
    """Refuses more than sixty."""


def read(fields, *, view=view, body=None, **extra):
    """What the view finds in the form."""
    body = urlencode(fields) if body is None else body
    extra.setdefault("content_type", "application/x-www-form-urlencoded")
    request = RequestFactory().post("/", body, **extra)
    assert LongListsMiddleware(lambda request: None).process_view(request, view, (), {}) is None
    return request.POST


def many(count, name="regions"):
    return [(name, str(number)) for number in range(count)]


def test_the_list_is_cut_behind_one_too_many_and_all_else_is_there():
    found = read([("title", "Tarif air & \u00fc"), *many(10_000), ("step", "send"), ("note", "")])

    assert found.getlist("regions") == [str(number) for number in range(61)]
    assert (found["title"], found["step"], found["note"]) == ("Tarif air & \u00fc", "send", "")
    with pytest.raises(AttributeError):
        found["title"] = "x"


def test_a_form_of_the_usual_length_is_left_to_django():
    assert len(read(many(900)).getlist("regions")) == 900


@pytest.mark.parametrize(
    "fields", [many(TOO_MANY, "ada"), many(MOST + 1), [*many(2000), *many(TOO_MANY, "ada")]]
)
def test_any_other_long_form_is_refused_as_before(fields):
    with pytest.raises(TooManyFieldsSent):
        read(fields)


def test_a_view_that_is_not_marked_gets_no_help():
    with pytest.raises(TooManyFieldsSent):
        read(many(TOO_MANY), view=lambda request: None)


def test_bytes_that_are_no_text_are_left_to_django():
    with pytest.raises(TooManyFieldsSent):
        read([], body=b"\xff" + urlencode(many(TOO_MANY)).encode())


def test_a_form_with_files_is_left_to_django():
    body = urlencode(many(TOO_MANY))

    assert not read([], body=body, content_type="text/plain")


def test_the_lists_of_a_get_are_left_alone():
    request = RequestFactory().get("/", {"regions": ["1", "2"]})

    LongListsMiddleware(lambda request: "page").process_view(request, view, (), {})
    assert LongListsMiddleware(lambda request: "page")(request) == "page"
