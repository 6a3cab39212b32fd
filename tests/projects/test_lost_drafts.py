"""Two people, or two tabs, on one draft that one of them throws away."""

import pytest
from django.utils.html import escape

from core.errors import Refusal
from projects import actions
from projects.models import Draft
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["tujuan", "biaya"])
def test_what_is_typed_on_a_draft_that_is_gone_is_shown_again(as_, head, typed, page):
    draft, client_ = actions.begin(by=head), as_(head)
    address = url_of("page", draft.project, page)
    client_.post(url_of("discard", draft.project))

    answer = client_.post(address, typed[page])

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Draf ini sudah tidak ada" in html
    for values in typed[page].values():
        for value in [values] if isinstance(values, str) else values:
            assert escape(value.split("\n")[0]) in html
    assert client_.post(address, {}).status_code == 404
    assert client_.get(address).status_code == 404


def test_whoever_is_overtaken_by_a_discard_is_told_so(head):
    draft = actions.begin(by=head)
    known = Draft.objects.select_related("project").get()
    actions.discard(draft, by=head)

    for act in (
        lambda: actions.discard(known, by=head),
        lambda: actions.save_page(known, "tujuan", {"title": ["Baru"]}, by=head, mark=""),
    ):
        with pytest.raises(Refusal, match="dibuang"):
            act()


def test_who_went_back_after_a_mistake_reads_what_was_saved_as_it_was_typed(as_, head, typed):
    draft, client_ = actions.begin(by=head), as_(head)
    address, mark = url_of("page", draft.project, "biaya"), draft.mark("biaya")
    client_.post(address, typed["biaya"] | {"cost": "1" + "0" * 18, "mark": mark})

    page = client_.post(address, typed["biaya"] | {"cost": "980 juta", "mark": mark})

    kept = {line.key: line.text for line in page.context["kept"]}
    assert kept["cost"] == "1" + "0" * 18
    assert all(kept.values())
    assert "sebelum Anda kembali" in page.content.decode()
