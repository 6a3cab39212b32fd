"""The same form sent twice: the second click is answered like the first, and nothing happens twice."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import actions
from projects.actions import backing as backers
from projects.actions import committing, offering
from projects.models import Escalation, SignUp, WorkDay
from tests.factories.accounts import UserFactory
from tests.factories.money import (
    BackerReportFactory,
    BackingFactory,
    CommitmentFactory,
    OfferFactory,
)
from tests.factories.projects import SignUpFactory, WorkDayFactory, in_days
from tests.factories.villages import PartnerFactory
from tests.projects.amending import amend
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
WHY = "Dana tahun ini sudah habis."


def effects():
    """What nobody wants twice."""
    return [rows.objects.count() for rows in (AuditEvent, Mail, Notification)]


def click_twice(client, address, sent):
    """Both answers are the same; what the first one did stays as it is. Returns its message."""
    first = client.post(address, sent)
    done = effects()
    second = client.post(address, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
    assert effects() == done
    said = [str(each) for each in get_messages(second.wsgi_request)]
    assert said[0] == said[-1]
    return said[-1]


@pytest.fixture
def partner(db):
    return PartnerFactory(organisation__name="Yayasan Tirta")


@pytest.fixture
def day(work, lead):
    return WorkDayFactory(project=work, region=lead, wanted=10)


# --- supporters and offers


@pytest.mark.parametrize(("name", "state"), [("decline", "invited"), ("leave", "accepted")])
def test_an_organisation_ends_it_once(as_, project, partner, name, state):
    extra = {"answered_by": partner} if state == "accepted" else {}
    found = BackingFactory(project=project, organisation=partner.organisation, state=state, **extra)
    address = url_of(f"{name}_backing", project, found.pk)
    click_twice(as_(partner), address, {"reason": WHY})
    late = as_(partner).post(address, {"reason": "Alasan lain."})
    assert late.status_code == 409
    assert "Alasan lain." in late.content.decode()


def test_the_lead_lets_an_organisation_go_once(project, head, partner):
    found = BackingFactory(project=project, organisation=partner.organisation)
    backers.remove(found, by=head, reason=WHY)
    done = effects()
    assert backers.remove(found, by=head, reason=WHY).state == "removed"
    assert effects() == done
    with pytest.raises(Refusal):
        backers.remove(found, by=head, reason="Lain.")


def test_a_report_is_corrected_once(as_, project, partner):
    backing = BackingFactory(
        project=project, organisation=partner.organisation, state="accepted", answered_by=partner
    )
    old = BackerReportFactory(project=project, organisation=backing.organisation, mandate=partner)
    address = reverse("projects:correct_support", args=[project.code, old.number])
    sent = {"token": uuid.uuid4(), "on": timezone.localdate().isoformat(), "work": "Benar."}
    click_twice(as_(partner), address, sent)
    other = as_(partner).post(address, sent | {"token": uuid.uuid4()})
    assert other.status_code == 409
    assert "Benar." in other.content.decode()


def test_an_offer_is_declined_once(as_, project, head, partner_heads):
    made = OfferFactory(project=project, region=partner_heads[0].region)
    address = url_of("decline_offer", project, made.pk)
    click_twice(as_(head), address, {"reason": WHY})
    with pytest.raises(Refusal):
        offering.decline(made, by=head, reason="Lain.")


def test_a_receipt_is_taken_back_once(as_, work, head):
    given = CommitmentFactory(project=work, region=work.lead, committed=True)
    committing.receive(
        given, by=head, amount=1, token=uuid.uuid4(), on=in_days(0), paper_number="KW-1"
    )
    address = url_of("reverse_receipt", work, given.number, 1)
    click_twice(as_(head), address, {"reason": WHY})
    assert as_(head).post(address, {"reason": "Lain."}).status_code == 409


def test_an_amendment_is_withdrawn_once(as_, work, head, partner_heads):
    amend(work, by=head)
    address = url_of("take_back_amendment", work)
    click_twice(as_(head), address, {"reason": WHY, "number": 2})
    assert as_(head).post(address, {"reason": "Lain.", "number": 2}).status_code == 409
    assert as_(head).get(address).status_code == 302


# --- what was sent upward


@pytest.mark.parametrize("given", ["ya", "tanya", "tidak"])
def test_the_receiver_answers_once(as_, sent, camat, officer, given):
    address = reverse("projects:answer_escalation", args=[sent.code])
    click_twice(as_(camat), address, {"answer": given, "text": WHY})
    assert sent.steps.count() == 2
    assert as_(officer).post(address, {"answer": given, "text": WHY}).status_code == 409


def test_the_lead_replies_and_takes_back_once(as_, sent, camat, head):
    actions.ask_back(sent, by=camat, text="Berapa rumah?")
    for name in ("reply_escalation", "take_back_escalation"):
        address = reverse(f"projects:{name}", args=[sent.code])
        click_twice(as_(head), address, {"text": "812 rumah."})
        assert as_(head).post(address, {"text": "Lain."}).status_code == 409
    assert Escalation.objects.get().state == Escalation.State.TAKEN_BACK


# --- looking back


def test_an_evaluation_is_written_once(as_, work, head):
    actions.finish(work, by=head)
    sent = {"use": "part", "lessons": "Mulai dari mata air."}
    click_twice(as_(head), url_of("evaluate", work, 0), sent)
    late = as_(head).post(url_of("evaluate", work, 0), sent | {"lessons": "Lain lagi."})
    assert late.status_code == 409
    assert "Lain lagi." in late.content.decode()


# --- work days


def test_a_work_day_is_changed_and_cancelled_once(as_, work, day, head):
    SignUpFactory(day=day)
    sent = {
        "work": "Menggali parit", "on": in_days(12).isoformat(), "starts": "07.00",
        "ends": "11.00", "place": "Balai", "wanted": "12", "until": in_days(11).isoformat(),
        "changes": "0", "reason": WHY,
    }  # fmt: skip
    click_twice(as_(head), url_of("change_day", work, day.pk), sent)
    assert WorkDay.objects.get().changes == 1
    stale = as_(head).post(url_of("change_day", work, day.pk), sent | {"wanted": "15"})
    assert "orang lain sudah mengubah" in stale.content.decode().lower()

    address = url_of("cancel_day", work, day.pk)
    click_twice(as_(head), address, {"reason": WHY})
    assert as_(head).post(address, {"reason": "Lain."}).status_code == 409


def test_who_took_the_last_places_is_not_told_that_it_is_full(as_, work, day):
    user = UserFactory()
    sent = {"name": "Sari", "people": "10", "region": work.lead_id}
    assert "Sari" in click_twice(as_(user), url_of("sign_up", work, day.pk), sent)
    assert (SignUp.objects.count(), WorkDay.objects.get().taken) == (1, 10)
    other = as_(user).post(url_of("sign_up", work, day.pk), sent | {"people": "9"}, follow=True)
    assert "Sari sudah terdaftar untuk kerja bakti ini" in other.content.decode()


def test_a_group_is_signed_up_once(as_, work, day, head):
    sent = {"name": "Warga RT 02", "people": "10"}
    click_twice(as_(head), url_of("sign_up", work, day.pk), sent)
    fewer = as_(head).post(url_of("sign_up", work, day.pk), sent | {"people": "9"})
    assert fewer.status_code == 409


def test_a_day_that_is_cancelled_takes_nobody_not_even_again(work, day, head):
    user = UserFactory()
    given = {"user": user, "acting": None, "name": "Sari", "people": 1}
    actions.sign_up(day, **given)
    actions.cancel_day(day, by=head, reason=WHY)
    with pytest.raises(Refusal):
        actions.sign_up(day, **given)


# --- what else is said of a sign-up


def test_a_reminder_is_promised_only_where_one_comes(as_, work, lead):
    soon = timezone.now() + timedelta(hours=3)
    late = WorkDayFactory(
        project=work, region=lead, starts_at=soon, ends_at=soon + timedelta(hours=2),
        sign_up_until=soon,
    )  # fmt: skip
    for day, promised in ((WorkDayFactory(project=work, region=lead), True), (late, False)):
        page = as_(UserFactory()).post(
            url_of("sign_up", work, day.pk), {"name": "Sari", "people": "1"}, follow=True
        )
        html = page.content.decode()
        assert ("Pengingat dikirim lewat email sehari sebelumnya" in html) is promised
        assert ("tidak ada pengingat lagi" in html) is not promised


def test_who_signs_up_again_and_again_is_stopped(as_, work, day, head):
    client = as_(head)
    for number in range(31):
        sent = {"name": f"Kelompok {number}", "people": "1"}
        page = client.post(url_of("sign_up", work, day.pk), sent)
        SignUp.objects.filter(stepped_back_at=None).update(stepped_back_at=timezone.now())
        WorkDay.objects.update(taken=0)
    assert page.status_code == 200
    assert SignUp.objects.count() == 30


# --- places that somebody else blocks


@pytest.fixture
def blocked(day):
    """Nearly all places, taken by somebody from anywhere."""
    return actions.sign_up(day, user=UserFactory(), acting=None, name="Rombongan", people=9)


def test_who_runs_the_day_takes_a_sign_up_out_once(as_, work, day, blocked, head):
    page = as_(head).get(day.get_absolute_url()).content.decode()
    address = url_of("sign_off", work, blocked.pk)
    assert address in page
    assert "Rombongan" in as_(head).get(address).content.decode()
    assert "Tulis alasannya" in as_(head).post(address, {"reason": ""}).content.decode()
    click_twice(as_(head), address, {"reason": "Nama ini tidak dikenal."})
    assert (WorkDay.objects.get().taken, day.has(blocked.booked_by)) == (0, False)
    letter = Mail.objects.get(kind="projects.day_signed_off")
    assert letter.recipient == blocked.booked_by
    assert "Nama ini tidak dikenal." in letter.text
    assert not Mail.objects.filter(kind="projects.day_reminder").exclude(state="dropped").exists()
    told = Notification.objects.get(kind="projects.day_signed_off")
    assert "Nama ini tidak dikenal." in told.body


def test_a_partner_takes_nobody_out(as_, work, day, blocked, partner_heads):
    address = url_of("sign_off", work, blocked.pk)
    assert address not in as_(partner_heads[0]).get(day.get_absolute_url()).content.decode()
    assert as_(partner_heads[0]).post(address, {"reason": WHY}).status_code == 403
    assert WorkDay.objects.get().taken == 9


def test_once_the_day_is_cancelled_nobody_is_taken_out(day, blocked, head):
    actions.cancel_day(day, by=head, reason=WHY)
    with pytest.raises(Refusal):
        actions.sign_off(blocked, by=head, reason=WHY)
