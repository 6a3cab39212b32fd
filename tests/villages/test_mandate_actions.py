"""A mandate's life, told by the actions."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.actions import post
from notifications.models import Mail, Notification
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory, RegencyFactory, RegionFactory
from villages.actions import mandates as actions
from villages.models import LocalTerms, Mandate, Profile
from villages.models.mandate import Office

pytestmark = pytest.mark.django_db
State = Mandate.State
TODAY = timezone.localdate


def paper(text=b"%PDF-1.4 contoh"):
    return ContentFile(text, name="paper.pdf")


def apply(region, user=None, **changes):
    words = {
        "office": Office.HEAD,
        "starts_on": TODAY() - timedelta(days=30),
        "ends_on": TODAY() + timedelta(days=1000),
        "decree_number": "141/12/2025",
        "decree": paper(),
    }
    return actions.claim(by=user or UserFactory(), region=region, **(words | changes))


def verbs():
    return [event.verb for event in AuditEvent.objects.order_by("pk")]


def mails():
    return [(mail.kind, mail.to) for mail in Mail.objects.order_by("pk")]


def strays():
    """Files on disk that belong to no row, and rows without their file."""
    try:
        files = set(default_storage.listdir("villages.mandate")[1])
    except FileNotFoundError:
        files = set()
    return files ^ {name.split("/")[1] for name in Mandate.objects.values_list("decree", flat=True)}


def content(mandate):
    with mandate.decree.open() as file:
        return file.read()


class TestClaim:
    def test_waits_for_the_check_and_tells_the_subdistrict(self, sojokerto, officer):
        applicant = UserFactory(full_name="Siti Maryamah")

        mandate = apply(sojokerto, applicant)

        assert mandate.state == State.SUBMITTED
        assert mandate.title == "Kepala Desa"
        assert verbs() == ["villages.mandate_claimed"]
        assert mails() == [("villages.claim_received", officer.user.email)]
        line = Notification.objects.get()
        assert (line.recipient, line.url) == (officer.user, f"/verifikasi/{mandate.pk}/")
        assert "Siti Maryamah" in line.title

    def test_each_is_told_in_his_own_language(self, sojokerto, officer):
        officer.user.language = "en"
        officer.user.save()
        apply(sojokerto, UserFactory(full_name="Siti Maryamah"))

        assert Notification.objects.get().title.startswith("Siti Maryamah has applied as")
        mail = Mail.objects.get()
        assert mail.subject == "Desa Sojokerto: an application to check"
        assert "Check the application" in mail.text

    def test_the_title_is_the_local_one_as_of_now(self, sojokerto):
        terms = LocalTerms.objects.create(regency_id="33.07", village_head="Kepala Kampung")
        mandate = apply(sojokerto, acting="Pj.")
        terms.village_head = "Peratin"
        terms.save()

        mandate.refresh_from_db()
        assert (mandate.title, mandate.acting) == ("Pj. Kepala Kampung", True)

    def test_twice_is_refused_and_leaves_no_file(self, sojokerto):
        user = UserFactory()
        apply(sojokerto, user)

        with pytest.raises(Refusal):
            apply(sojokerto, user)

        assert Mandate.objects.count() == 1
        assert not strays()

    def test_the_next_term_can_be_applied_for_before_the_old_one_ends(self, sojokerto):
        user = UserFactory()
        old = MandateFactory(user=user, region=sojokerto)

        after = apply(
            sojokerto, user,
            starts_on=old.ends_on + timedelta(days=1), ends_on=old.ends_on + timedelta(days=2000),
        )  # fmt: skip

        assert after.state == State.SUBMITTED
        with pytest.raises(Refusal):
            apply(sojokerto, user, starts_on=old.ends_on, ends_on=old.ends_on)

    def test_a_refused_one_may_apply_anew(self, sojokerto):
        user = UserFactory()
        MandateFactory(user=user, region=sojokerto, state=State.REFUSED)

        assert apply(sojokerto, user).pk

    def test_not_more_than_a_few_at_a_time(self, leksono):
        user = UserFactory()
        for number in range(actions.MOST_OPEN_CLAIMS):
            apply(RegionFactory(code=f"33.07.05.{2100 + number}"), user)

        with pytest.raises(Refusal):
            apply(RegionFactory(code="33.07.05.2200"), user)

    def test_any_fault_leaves_no_file(self, sojokerto, monkeypatch):
        monkeypatch.setattr(actions.notices, "claim_received", lambda mandate: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            apply(sojokerto)

        assert not strays()
        assert not Mandate.objects.exists()


class TestWhoIsAsked:
    def test_the_regency_where_the_subdistrict_has_nobody(self, sojokerto):
        regency = MandateFactory(region=RegencyFactory(), office=Office.REGENCY_OFFICER)
        apply(sojokerto)
        assert mails() == [("villages.claim_received", regency.user.email)]

    def test_the_operators_where_there_is_nobody_at_all(self, sojokerto):
        operator = UserFactory(is_staff=True)
        UserFactory(is_staff=True, is_active=False)
        apply(sojokerto)
        assert mails() == [("villages.claim_received", operator.email)]

    def test_the_operators_for_the_first_officer(self, leksono):
        MandateFactory(region=RegencyFactory(), office=Office.REGENCY_OFFICER)
        operator = UserFactory(is_staff=True)
        apply(leksono, office=Office.SUBDISTRICT_OFFICER, ends_on=None)
        assert mails() == [("villages.claim_received", operator.email)]

    def test_the_colleagues_for_the_second_officer_never_the_applicant(self, leksono, officer):
        colleague = MandateFactory(
            region=leksono, office=Office.SUBDISTRICT_HEAD, title="Camat", ends_on=None
        )
        apply(leksono, officer.user, office=Office.SUBDISTRICT_HEAD)

        assert mails() == [("villages.claim_received", colleague.user.email)]


class TestVerify:
    def test_he_may_act_and_the_region_takes_part(self, sojokerto, officer):
        mandate = apply(sojokerto)

        actions.verify(mandate, by=officer)

        mandate.refresh_from_db()
        assert mandate.state == State.VERIFIED
        assert (mandate.decided_by, mandate.decided_as) == (officer.user, officer.capacity)
        assert mandate in Mandate.objects.held_by(mandate.user)
        assert Profile.objects.filter(region=sojokerto).exists()
        assert verbs()[1:] == ["villages.mandate_verified", "villages.joined"]
        assert mails()[-1] == ("villages.mandate_verified", mandate.user.email)

    def test_what_still_asked_for_the_check_is_dropped(self, sojokerto, officer):
        actions.verify(apply(sojokerto), by=officer)

        states = dict(Mail.objects.values_list("kind", "state"))
        assert states == {
            "villages.claim_received": Mail.State.DROPPED,
            "villages.mandate_verified": Mail.State.WAITING,
        }

    def test_the_second_representative_joins_nothing_anew(self, sojokerto, officer):
        actions.verify(apply(sojokerto), by=officer)
        actions.verify(apply(sojokerto, office=Office.SECRETARY, ends_on=None), by=officer)

        assert Profile.objects.count() == 1
        assert verbs().count("villages.joined") == 1

    def test_an_operator_decides_in_his_own_name(self, sojokerto):
        operator = UserFactory(is_staff=True)
        mandate = apply(sojokerto)
        actions.verify(mandate, by=operator)
        assert mandate.decided_by == operator
        assert mandate.decided_as

    def test_not_by_just_anybody(self, sojokerto):
        mandate = apply(sojokerto)
        for by in (UserFactory(), MandateFactory(region=RegionFactory(code="33.07.05.2900"))):
            with pytest.raises(Forbidden):
                actions.verify(mandate, by=by)
        with pytest.raises(Forbidden):
            actions.verify(mandate, by=mandate.user)

    @pytest.mark.parametrize("state", sorted(set(State) - {State.SUBMITTED}))
    def test_only_what_waits(self, sojokerto, officer, state):
        mandate = MandateFactory.build(region=sojokerto, user=UserFactory(), state=state)
        with pytest.raises(Refusal):
            actions.verify(mandate, by=officer)

    def test_a_second_head_is_refused_by_name_and_day(self, sojokerto, officer):
        holder = MandateFactory(region=sojokerto, user__full_name="Budi Santoso")
        with pytest.raises(Refusal) as refusal:
            actions.verify(apply(sojokerto), by=officer)
        assert "Budi Santoso" in str(refusal.value)
        assert str(holder.ends_on.year) in str(refusal.value)

    def test_a_holder_without_end_is_named_too(self, leksono, officer):
        MandateFactory(
            region=leksono, office=Office.SUBDISTRICT_HEAD, ends_on=None, user__full_name="Bu Camat"
        )
        with pytest.raises(Refusal, match="Bu Camat"):
            actions.verify(apply(leksono, office=Office.SUBDISTRICT_HEAD, ends_on=None), by=officer)

    def test_one_head_follows_the_other(self, sojokerto, officer):
        old = MandateFactory(region=sojokerto)
        after = apply(
            sojokerto, starts_on=old.ends_on + timedelta(days=1),
            ends_on=old.ends_on + timedelta(days=99),
        )  # fmt: skip
        actions.verify(after, by=officer)
        assert after not in Mandate.objects.held_by(after.user)

    def test_two_secretaries_are_fine(self, sojokerto, officer):
        for _turn in range(2):
            actions.verify(apply(sojokerto, office=Office.SECRETARY), by=officer)

    def test_a_term_that_ran_out_meanwhile_is_refused(self, sojokerto, officer):
        mandate = apply(sojokerto, ends_on=TODAY() - timedelta(days=1))
        with pytest.raises(Refusal):
            actions.verify(mandate, by=officer)

    def test_the_database_stands_behind(self, sojokerto, officer, monkeypatch):
        MandateFactory(region=sojokerto)
        monkeypatch.setattr(actions, "_rival_of", lambda mandate: None)
        with pytest.raises(Refusal):
            actions.verify(apply(sojokerto), by=officer)


class TestReturnAndCorrect:
    def test_the_applicant_is_told_why_and_sends_it_again(self, sojokerto, officer):
        mandate = apply(sojokerto)
        actions.return_for_correction(mandate, by=officer, reason="SK belum terbaca.")

        assert mandate.state == State.RETURNED
        assert Notification.objects.get(recipient=mandate.user).body == "SK belum terbaca."
        assert "SK belum terbaca." in Mail.objects.get(to=mandate.user.email).text

        actions.correct(
            mandate, by=mandate.user, starts_on=mandate.starts_on, ends_on=mandate.ends_on,
            decree_number="141/13/2025", decree=paper(b"%PDF-1.4 baru"),
        )  # fmt: skip

        mandate.refresh_from_db()
        assert mandate.state == State.SUBMITTED
        assert (mandate.decided_by, mandate.reason) == (None, "")
        assert mandate.decree_number == "141/13/2025"
        assert content(mandate) == b"%PDF-1.4 baru"
        assert verbs()[1:] == ["villages.mandate_returned", "villages.mandate_corrected"]
        assert [kind for kind, _to in mails()].count("villages.claim_received") == 2

    def test_the_old_decree_goes_when_a_new_one_came(
        self, sojokerto, officer, django_capture_on_commit_callbacks
    ):
        mandate = apply(sojokerto)
        actions.return_for_correction(mandate, by=officer, reason="Kabur.")
        words = {"starts_on": mandate.starts_on, "ends_on": mandate.ends_on, "decree_number": "1"}

        with django_capture_on_commit_callbacks(execute=True):
            actions.correct(mandate, by=mandate.user, decree=paper(b"%PDF-1.4 baru"), **words)
        assert not strays()
        assert content(mandate) == b"%PDF-1.4 baru"

    def test_without_a_new_decree_the_old_one_stays(
        self, sojokerto, officer, django_capture_on_commit_callbacks
    ):
        mandate = apply(sojokerto)
        actions.return_for_correction(mandate, by=officer, reason="Nomor salah.")
        with django_capture_on_commit_callbacks(execute=True):
            actions.correct(
                mandate, by=mandate.user, starts_on=mandate.starts_on, ends_on=None,
                decree_number="2", acting="Plt.",
            )  # fmt: skip
        assert content(mandate) == b"%PDF-1.4 contoh"
        assert mandate.title == "Plt. Kepala Desa"

    def test_a_stale_correction_changes_nothing_and_leaves_no_file(self, sojokerto, officer):
        mandate = apply(sojokerto)
        actions.return_for_correction(mandate, by=officer, reason="Kabur.")
        stale = Mandate.objects.get(pk=mandate.pk)
        actions.withdraw(mandate, by=mandate.user)

        with pytest.raises(Refusal):
            actions.correct(
                stale, by=mandate.user, starts_on=stale.starts_on, ends_on=None,
                decree_number="3", decree=paper(),
            )  # fmt: skip
        assert not strays()
        with pytest.raises(Refusal):
            actions.correct(
                stale, by=mandate.user, starts_on=stale.starts_on, ends_on=None, decree_number="3"
            )
        assert not strays()

    def test_a_corrected_term_may_not_overlap_an_own_one(self, sojokerto, officer):
        user = UserFactory()
        old = MandateFactory(region=sojokerto, user=user)
        later = old.ends_on + timedelta(days=1)
        mandate = apply(sojokerto, user, starts_on=later, ends_on=later + timedelta(days=9))
        actions.return_for_correction(mandate, by=officer, reason="Tanggal salah.")

        with pytest.raises(Refusal):
            actions.correct(
                mandate, by=user, starts_on=old.ends_on, ends_on=mandate.ends_on, decree_number="4"
            )

    def test_only_by_the_applicant(self, sojokerto, officer):
        mandate = apply(sojokerto)
        actions.return_for_correction(mandate, by=officer, reason="Kabur.")
        with pytest.raises(Forbidden):
            actions.correct(
                mandate, by=officer.user, starts_on=TODAY(), ends_on=None, decree_number="5"
            )


class TestRefuseWithdrawEnd:
    def test_refused_with_a_reason(self, sojokerto, officer):
        mandate = apply(sojokerto)
        actions.refuse(mandate, by=officer, reason="Bukan kepala desa.")
        assert mandate.state == State.REFUSED
        assert AuditEvent.objects.latest("pk").detail == {"reason": "Bukan kepala desa."}
        assert "Bukan kepala desa." in Mail.objects.get(to=mandate.user.email).text

    def test_withdrawn_by_the_applicant_and_nobody_is_asked_any_more(self, sojokerto, officer):
        mandate = apply(sojokerto)
        actions.withdraw(mandate, by=mandate.user)
        assert mandate.state == State.WITHDRAWN
        assert Mail.objects.get().state == Mail.State.DROPPED
        with pytest.raises(Refusal):
            actions.verify(mandate, by=officer)
        with pytest.raises(Forbidden):
            actions.withdraw(apply(sojokerto), by=officer.user)

    @pytest.mark.parametrize("who", ["holder", "officer", "operator"])
    def test_ended_at_once_and_waiting_mails_are_dropped(self, sojokerto, officer, who):
        mandate = MandateFactory(region=sojokerto)
        by = {
            "holder": mandate.user, "officer": officer, "operator": UserFactory(is_staff=True),
        }[who]  # fmt: skip
        post(mandate.user, key="a", kind="x", subject="s", text="t", on_behalf=mandate.key)

        actions.end(mandate, by=by, reason="Mengundurkan diri.")

        assert not Mandate.objects.held_by(mandate.user).exists()
        assert Mail.objects.get(key="a").state == Mail.State.DROPPED
        receipt = Mail.objects.get(kind="villages.mandate_ended")
        assert receipt.state == Mail.State.WAITING
        assert "Mengundurkan diri." in receipt.text
        assert Mandate.objects.filter(pk=mandate.pk).exists()

    def test_not_by_a_neighbour_and_not_twice(self, sojokerto, officer):
        mandate = MandateFactory(region=sojokerto)
        with pytest.raises(Forbidden):
            actions.end(
                mandate, by=MandateFactory(region=sojokerto, office="secretary"), reason="x"
            )
        actions.end(mandate, by=officer, reason="x")
        with pytest.raises(Refusal):
            actions.end(mandate, by=officer, reason="x")


def test_opening_a_decree_is_noted_once_a_person_and_day(sojokerto, officer):
    mandate = apply(sojokerto)
    for _turn in range(3):
        actions.note_opening(mandate, by=officer)
    actions.note_opening(mandate, by=mandate.user)

    assert verbs().count("villages.decree_opened") == 1


class TestTheDatabaseRefuses:
    def refuses(self, name, **row):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            MandateFactory(**row)

    def test_a_term_that_ends_before_it_starts(self, sojokerto):
        # daterange() of the exclusion constraints looks at the row before the check does.
        with pytest.raises(Exception, match=r"range lower bound|mandate_term_in_order"):
            MandateFactory(region=sojokerto, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1))

    def test_a_decision_without_signature(self, sojokerto):
        self.refuses("mandate_decision_is_signed", region=sojokerto, decided_at=None)

    def test_a_decision_about_oneself(self, sojokerto):
        user = UserFactory()
        self.refuses("mandate_four_eyes", region=sojokerto, user=user, decided_by=user)

    def test_an_end_without_time(self, sojokerto):
        self.refuses("mandate_ended_has_time", region=sojokerto, state=State.ENDED)

    def test_two_heads_at_a_time(self, sojokerto):
        MandateFactory(region=sojokerto)
        self.refuses("mandate_one_head_at_a_time", region=sojokerto)

    def test_two_live_claims_of_one_person(self, sojokerto):
        first = MandateFactory(region=sojokerto, office="secretary")
        self.refuses(
            "mandate_one_live_claim", region=sojokerto, office="secretary", user=first.user
        )
