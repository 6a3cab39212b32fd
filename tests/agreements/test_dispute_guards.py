"""What the database refuses about disputes, whoever asks."""

import pytest
from django.db import transaction
from django.utils import timezone

from agreements.models import Dispute, DisputeParty, Outcome, OutcomeWord, Session, Statement
from meetings.models import Meeting
from tests.agreements.disagreeing import (
    confirm,
    disputed,
    fresh,
    mediated,
    passed_on,
    say,
    settled,
    sit,
    write,
)
from tests.agreements.test_guards import REFUSED
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


def refuses(act):
    with pytest.raises(REFUSED), transaction.atomic():
        act()


@pytest.fixture
def dispute(villages, people):
    return disputed(villages)


def of(dispute):
    return Dispute.objects.filter(pk=dispute.pk)


def test_what_was_raised_stays_and_no_row_goes(dispute):
    refuses(lambda: of(dispute).update(facts="Lain."))
    refuses(lambda: of(dispute).delete())
    refuses(lambda: dispute.parties.update(name="Lain"))


def test_nobody_is_on_both_sides(dispute, villages):
    refuses(
        lambda: DisputeParty.objects.create(
            dispute=dispute, region=villages[0], name="x", side="respondent"
        )
    )


def test_what_is_said_stays(dispute, people):
    said = say(dispute, people["other head"])
    refuses(lambda: Statement.objects.filter(pk=said.pk).update(text="Lain."))
    refuses(lambda: Statement.objects.filter(pk=said.pk).delete())


def test_sessions_are_private_and_stay_so(dispute, people):
    meeting = sit(dispute, people["drafting head"]).meeting
    refuses(lambda: Meeting.objects.filter(pk=meeting.pk).update(is_private=False))
    refuses(lambda: Meeting.objects.filter(pk=meeting.pk).update(is_open=True))
    other = MeetingFactory()
    refuses(lambda: Session.objects.create(dispute=dispute, meeting=other))
    refuses(lambda: Meeting.objects.filter(pk=other.pk).update(is_private=True))


def test_it_is_settled_by_all_words_only(dispute, people):
    camat = people["own camat"]
    mediated(dispute, camat)
    write(dispute, camat)
    now = timezone.now()
    refuses(lambda: of(dispute).update(state="settled", closed_at=now))
    confirm(dispute, people["drafting head"])
    confirm(dispute, people["other head"])
    refuses(lambda: of(dispute).update(state="settled", closed_at=now))


def test_the_mediator_signs_last_and_only_the_standing_text(dispute, people):
    camat = people["own camat"]
    mediated(dispute, camat)
    first = write(dispute, camat)

    def word(outcome, **others):
        OutcomeWord.said(
            camat, timezone.now(), outcome=outcome, method="password",
            **({"text_sha256": outcome.sha256} | others),
        ).save()  # fmt: skip

    refuses(lambda: word(first))
    second = write(dispute, camat, seen=1, agreed="Lain.")
    party = dispute.parties.first()
    refuses(lambda: word(first, party=party))
    refuses(lambda: word(second, party=party, text_sha256="0" * 64))
    stranger = disputed([party.region, people["stranger head"].region]).parties.last()
    refuses(lambda: word(second, party=stranger))


def test_what_is_settled_is_final(dispute, people):
    found = settled(dispute, people["own camat"])
    for changed in ({"state": "mediation"}, {"outcome": None}, {"desk": "33.07"}):
        refuses(lambda changed=changed: of(found).update(**changed))
    refuses(lambda: Outcome.objects.filter(dispute=found).update(agreed="Lain."))
    refuses(lambda: OutcomeWord.objects.filter(outcome__dispute=found).delete())
    refuses(
        lambda: Statement.said(people["other head"], timezone.now(), dispute=found, text="x").save()
    )


def test_a_dispute_is_passed_on_with_a_time(dispute):
    refuses(lambda: of(dispute).update(state="referred"))
    assert fresh(passed_on(dispute)).referred_at
