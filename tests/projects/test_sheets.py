"""A proposal as labelled paragraphs, and what differs between two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.differences import pieces
from projects import actions
from projects.forms import judge
from projects.models import Project
from projects.sheets import compare, sheet, typed_of, words_of
from tests.projects.conftest import url_of
from tests.projects.test_drafting import notes_of, send

TEXT = st.text(alphabet="ab \nç", max_size=60)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    woven = pieces(old, new)
    assert "".join(text for kind, text in woven if kind != "ins") == old
    assert "".join(text for kind, text in woven if kind != "del") == new


def test_only_what_differs_is_marked():
    assert pieces("biaya Rp5 juta", "biaya Rp4 juta") == [
        ("", "biaya "), ("del", "Rp5"), ("ins", "Rp4"), ("", " juta"),
    ]  # fmt: skip


@pytest.fixture
def version(head, partner_heads, words):
    actions.propose(actions.begin(by=head), by=head, **words)
    return Project.objects.get().current


@pytest.mark.django_db
def test_the_words_of_a_version_are_those_that_were_proposed(version, words):
    kept = words_of(version)
    assert kept.pop("attachments") == []
    assert {name: words[name] for name in kept} == kept


@pytest.mark.django_db
def test_a_version_typed_again_is_the_same_proposal(version, words, head):
    project = version.project
    answers = typed_of(version, project.answer_by) | {"catatan": {"change_note": ["x"]}}
    judged = judge(actions.begin_change(project, answers, by=head))
    assert judged.is_complete
    assert compare(words_of(version), judged.shown) == []
    assert judged.words["contributions"] == words["contributions"]


@pytest.mark.django_db
def test_each_part_that_differs_is_named_once(version, words, partners):
    after = words | {
        "cost": 400_000_000, "partners": partners[:1], "contributions": [], "timetable": "",
        "place": "Dusun Krajan", "fits": [],
        "answer_by": words["ends_on"], "change_note": "Biaya turun.",
    }  # fmt: skip
    assert [str(change.label) for change in compare(words_of(version), after)] == [
        "Tempat", "Mitra", "Perkiraan biaya", "Kontribusi", "Tahapan kerja",
        "Kesesuaian dengan rencana",
    ]  # fmt: skip


@pytest.mark.django_db
def test_another_order_of_partners_and_rows_is_no_difference(version, words, partners, lead):
    fits = [*words["fits"], words["fits"][0] | {"region": partners[0]}]
    before = words_of(version) | {"fits": fits}
    turned = {name: before[name][::-1] for name in ("partners", "contributions", "fits")}
    assert all(turned[name] != before[name] for name in turned)
    assert compare(before, before | turned) == []
    fewer = before | turned | {"partners": partners[:1]}
    assert [str(change.label) for change in compare(before, fewer)] == ["Mitra"]


@pytest.mark.django_db
def test_the_same_partners_in_another_order_are_nothing_new(as_, project, head):
    client = as_(head)
    client.post(url_of("change", project))
    turned = {"place": project.current.place, "partners": project.current.partner_codes[::-1]}
    client.post(url_of("page", project, "mitra"), turned)
    client.post(url_of("page", project, "catatan"), {"change_note": "Urutan."})
    assert "Mitra sebelum" not in client.get(url_of("check", project)).content.decode()
    assert "Tidak ada yang berubah" in notes_of(send(client, project))[0]
    assert Project.objects.get().current.number == 1


@pytest.mark.django_db
def test_a_sheet_leaves_out_what_is_missing_and_shows_what_is_empty(words):
    lines = {line.key: line.text for line in sheet({"title": "A", "timetable": "", "cost": 0})}
    assert lines == {"title": "A", "timetable": "", "cost": "Rp0"}


@pytest.mark.django_db
def test_contributions_in_words(words, lead, partners):
    line = next(line for line in sheet(words) if line.key == "contributions")
    assert line.text == (
        "Desa Sojokerto: uang, Rp80.000.000, APB Desa\nDesa Besani: tenaga kerja, 200 hari kerja"
    )
