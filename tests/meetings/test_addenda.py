"""What is added to sealed minutes has an approval of its own: who is asked, who has said what."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, addenda
from meetings import minutes_rules as rules
from meetings.documents import docx
from meetings.documents import minutes as papers
from meetings.models import AddendumWord
from meetings.waiting import waiting_for
from notifications.models import Mail, Notification
from tests.factories.minutes import MinutesFactory, again, lead_of
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.meetings.test_minutes_papers import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    return [RegionFactory(), RegionFactory(), RegionFactory()]


@pytest.fixture
def minutes(regions):
    """Sealed; the first region leads them."""
    return MinutesFactory(state="sealed", regions=regions)


@pytest.fixture
def addendum(minutes):
    return actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat: 3,6 km.")


def yes(addendum, region):
    return actions.confirm_addendum(addendum, by=head_of(region), sha256=addendum.sha256)


def no(addendum, region, reason="Angkanya keliru."):
    return actions.object_to_addendum(
        addendum, by=head_of(region), sha256=addendum.sha256, reason=reason
    )


def is_approved(addendum):
    return addenda.standing_of(addendum).is_approved


def lines(kind):
    return Notification.objects.filter(kind=f"meetings.{kind}")


# --- who is asked -------------------------------------------------------------------------------


def test_every_invited_region_is_asked_by_mail_and_in_the_inbox(minutes, addendum, regions):
    mails = Mail.objects.filter(kind="meetings.minutes_added")
    assert mails.count() == 3 == lines("minutes_added").count()
    assert all("tidak pernah dianggap setuju" in mail.text for mail in mails)
    assert {line.url for line in lines("minutes_added")} == {addendum.get_absolute_url()}
    assert addendum.get_absolute_url() == f"{minutes.get_absolute_url()}#adendum-1"


def test_it_waits_on_the_start_page_until_the_region_has_answered(addendum, regions):
    asked, other = head_of(regions[1]), head_of(regions[2])
    (task,) = waiting_for(asked, asked.user)
    assert task.url == addendum.get_absolute_url() and "Mohon baca adendum" in task.title

    yes(addendum, regions[1])
    no(addendum, regions[2])

    assert waiting_for(asked, asked.user) == [] == waiting_for(other, other.user)


def test_it_waits_for_nobody_who_was_not_invited_or_does_not_answer(addendum, regions):
    for mandate in (MandateFactory(), MandateFactory(region=regions[1], office="council")):
        assert waiting_for(mandate, mandate.user) == []


def test_the_start_page_asks_the_same_queries_for_one_addendum_and_for_three(
    minutes, addendum, regions
):
    head = head_of(regions[1])
    waiting_for(head, head.user)
    with CaptureQueriesContext(connection) as one:
        waiting_for(head, head.user)
    for number in range(2):
        actions.add_addendum(minutes, by=lead_of(minutes), text=f"Ralat {number}")
    with CaptureQueriesContext(connection) as three:
        assert len(waiting_for(head, head.user)) == 3

    assert len(one) == len(three)


# --- person × what was said ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "verdicts"),
    [  # nobody has answered, own region has confirmed, own region has objected
        ("head", ("yes", "late", "late")),
        ("secretary", ("yes", "late", "late")),
        ("council", ("no", "no", "no")),
        ("official", ("no", "no", "no")),
        ("stranger", ("no", "no", "no")),
        ("visitor", ("no", "no", "no")),
    ],
)
@pytest.mark.parametrize("state", [0, 1, 2])
def test_who_may_answer(addendum, regions, who, verdicts, state):
    region = regions[1]
    if state:
        (yes, no)[state - 1](addendum, region)
    acting = {
        "head": lambda: head_of(region),
        "stranger": MandateFactory,
        "visitor": lambda: None,
    }.get(who, lambda: MandateFactory(region=region, office=who))()

    verdict = rules.can_answer_addendum(acting, addendum)

    assert (bool(verdict), verdict.moved_on) == {
        "yes": (True, False), "late": (False, True), "no": (False, False),
    }[verdicts[state]]  # fmt: skip
    assert bool(verdict.reason) is not bool(verdict)


@pytest.mark.parametrize("office", ["council", "official"])
def test_who_may_not_is_told_who_can_even_after_the_region_has_answered(addendum, regions, office):
    yes(addendum, regions[1])
    mandate = MandateFactory(region=regions[1], office=office)

    with pytest.raises(Forbidden, match="Yang membenarkan adendum"):
        actions.confirm_addendum(addendum, by=mandate, sha256=addendum.sha256)
    with pytest.raises(Forbidden, match="yang diundang"):
        actions.object_to_addendum(
            addendum, by=MandateFactory(), sha256=addendum.sha256, reason="Halo"
        )


# --- confirmed, objected to, silent --------------------------------------------------------------


def test_only_all_invited_regions_together_approve(addendum, regions):
    for region in regions[:2]:
        yes(addendum, region)
        assert not is_approved(addendum)

    yes(addendum, regions[2])

    assert is_approved(addendum)
    verbs = list(AuditEvent.objects.order_by("-pk").values_list("verb", flat=True)[:4])
    assert verbs == ["meetings.addendum_approved", *["meetings.addendum_confirmed"] * 3]
    assert lines("addendum_approved").count() == 1


def test_an_objection_keeps_it_from_being_approved(minutes, addendum, regions):
    no(addendum, regions[1], "Jalurnya 3,4 km.")
    for region in (regions[0], regions[2]):
        yes(addendum, region)

    standing = addenda.standing_of(addendum)
    assert not standing.is_approved and standing.silent == []
    assert [row.reason for row in standing.objected] == ["Jalurnya 3,4 km."]
    told = lines("addendum_objected").get()
    assert told.recipient == lead_of(minutes).user and regions[1].full_name in told.title


def test_who_objects_for_the_leading_region_is_not_told_of_it(addendum, regions):
    no(addendum, regions[0])

    assert not lines("addendum_objected").exists()


def test_a_second_click_gets_the_first_answer(addendum, regions):
    assert yes(addendum, regions[1]) == yes(addendum, regions[1])
    assert no(addendum, regions[2]) == no(addendum, regions[2], "Lain lagi.")
    assert AddendumWord.objects.count() == 2
    assert AuditEvent.objects.filter(verb__startswith="meetings.addendum").count() == 2


def test_a_word_once_given_stands(addendum, regions):
    yes(addendum, regions[1])
    with pytest.raises(Refusal, match="sudah menanggapi"):
        no(addendum, regions[1])


def test_only_the_addendum_that_was_shown_is_answered(minutes, addendum, regions):
    other = actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat kedua.")
    with pytest.raises(Refusal, match="Naskah berubah"):
        actions.confirm_addendum(addendum, by=head_of(regions[1]), sha256=other.sha256)
    assert not AddendumWord.objects.exists()


def test_each_addendum_is_approved_by_itself(minutes, addendum, regions):
    other = actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat kedua.")
    for region in regions:
        yes(addendum, region)

    assert [standing.is_approved for _row, standing in addenda.standings_of(minutes)] == [
        True,
        False,
    ]
    assert len(addenda.standing_of(other).silent) == 3


# --- what the database refuses -------------------------------------------------------------------


def test_the_database_keeps_every_word(addendum, regions):
    row = yes(addendum, regions[1])
    rows = AddendumWord.objects.filter(pk=row.pk)
    for act in (
        lambda: rows.update(stance="objects", reason="x"),
        lambda: rows._raw_delete("default"),
        lambda: connection.cursor().execute("TRUNCATE meetings_addendumword"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.parametrize("wrong", ["stranger", "hash", "no reason", "needless reason"])
def test_the_database_takes_only_whole_words_of_the_invited(addendum, regions, wrong):
    mandate = MandateFactory() if wrong == "stranger" else head_of(regions[1])
    with pytest.raises(DatabaseError), transaction.atomic():
        AddendumWord.objects.create(
            addendum=addendum,
            region=mandate.region,
            text_sha256="0" * 64 if wrong == "hash" else addendum.sha256,
            stance="objects" if wrong == "no reason" else "confirms",
            reason="x" if wrong == "needless reason" else "",
            at=timezone.now(),
            **AddendumWord.said_by(mandate),
        )


def test_a_word_names_region_and_addendum(addendum, regions):
    row = yes(addendum, regions[1])
    assert str(row) == f"{regions[1].full_name}: {addendum}"


# --- papers --------------------------------------------------------------------------------------


def test_papers_say_plainly_what_is_not_approved(minutes, addendum, regions):
    yes(addendum, regions[0])
    no(addendum, regions[1], "Rahasia")

    (shown,) = papers.paper_of(again(minutes))["addenda"]
    text = text_of(docx.notes(again(minutes)))

    assert shown["title"] == "Adendum 1 (belum disahkan)"
    assert shown["standing"] == (
        "Belum disahkan: dibenarkan oleh 1 dari 3 wilayah yang diundang. "
        f"Keberatan: {regions[1].full_name}. Belum menanggapi: {regions[2].full_name}."
    )
    assert shown["title"] in text and shown["standing"] in text and "Rahasia" not in text
    assert papers.notes(again(minutes)).startswith(b"%PDF")


def test_papers_name_neither_objections_nor_silence_where_there_are_none(addendum, regions):
    no(addendum, regions[1])
    for region in (regions[0], regions[2]):
        yes(addendum, region)
    assert papers.words_on(addenda.standing_of(addendum)).endswith(f"{regions[1].full_name}.")


def test_papers_say_when_all_have_confirmed(minutes, addendum, regions):
    for region in regions:
        yes(addendum, region)

    (shown,) = papers.paper_of(again(minutes))["addenda"]
    assert shown["title"] == "Adendum 1"
    assert shown["standing"] == "Disahkan: dibenarkan oleh semua wilayah yang diundang."
