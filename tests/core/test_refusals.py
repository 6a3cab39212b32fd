"""A rule says no for want of a right, or because the thing has moved on; a view leads back."""

import uuid

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from core.access import ALLOW, deny, require, require_right, too_late
from core.errors import Forbidden, Refusal
from core.forms import FormNumberField
from core.sending import SentOtherwise
from core.views import refusable, way_back

HERE = "http://testserver/proyek/A/"


def test_require_goes_on_forbids_or_refuses():
    require(ALLOW)
    with pytest.raises(Forbidden, match="no right"):
        require(deny("no right"))
    with pytest.raises(Refusal, match="over"):
        require(too_late("over"))


def asked(method="get", referer=HERE, path="/proyek/A/"):
    request = getattr(RequestFactory(), method)(path, HTTP_REFERER=referer)
    request._messages = CookieStorage(request)
    return request


@pytest.mark.parametrize(
    ("method", "referer", "back"),
    [
        ("post", HERE, "/proyek/"),
        ("post", "http://testserver/proyek/B/", "http://testserver/proyek/B/"),
        ("get", HERE, "start"),
        ("get", HERE + "?periksa", "start"),
        ("get", "http://testserver/proyek/", "http://testserver/proyek/"),
        ("post", "https://jahat.example/", "start"),
        ("post", "", "start"),
    ],
)
def test_the_way_back_stays_on_the_site_and_never_runs_in_circles(method, referer, back):
    assert way_back(asked(method, referer)) == back


def test_a_refusal_becomes_a_message_and_may_say_where_to_go():
    @refusable
    def view(request):
        raise Refusal("Sudah berubah.", back="/proyek/")

    request = asked("post")
    assert view(request)["Location"] == "/proyek/"
    assert [str(message) for message in request._messages] == ["Sudah berubah."]


class Numbered(forms.Form):
    token = FormNumberField()


@pytest.mark.parametrize("write", [str, lambda number: number.hex.upper(), "{{{}}}".format])
def test_a_number_that_is_used_is_changed_however_it_is_written(write):
    number = uuid.uuid4()

    @refusable
    def view(request):
        form = Numbered(request.POST)
        if form.is_valid():
            raise SentOtherwise(form.cleaned_data["token"], "nilai “12”")
        return form

    form = view(RequestFactory().post("/proyek/A/", {"token": write(number)}))
    assert "nilai “12”" in form.errors["token"][0]
    assert uuid.UUID(str(form["token"].value())) != number


def test_who_has_the_right_and_comes_too_late_hears_it_from_the_action():
    require_right(ALLOW)
    require_right(too_late("Sudah diputuskan."))
    with pytest.raises(Forbidden, match="Hanya kepala desa"):
        require_right(deny("Hanya kepala desa."))
