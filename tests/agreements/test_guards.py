"""What the database refuses, whatever the code above it does."""

import pgtrigger
import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from agreements.models import Agreement, Party, Signature, Version
from tests.factories.agreements import AgreementFactory, in_days
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db
REFUSED = (ProgrammingError, IntegrityError, ProtectedError)


def refused(change, match=None):
    with pytest.raises(REFUSED, match=match), transaction.atomic():
        change()


def test_versions_and_approvals_are_never_changed_or_deleted(villages):
    agreement = AgreementFactory(state="in_force", regions=villages)

    refused(lambda: Version.objects.update(text="Lain"), "Cannot update or delete")
    refused(lambda: Version.objects.filter(pk=agreement.current_id).delete())
    refused(lambda: Signature.objects.update(person_name="Lain"), "Cannot update or delete")
    refused(lambda: Signature.objects.all().delete(), "Cannot update or delete")


@pytest.mark.parametrize("state", ["open", "in_force", "ended", "withdrawn"])
def test_parties_change_in_a_draft_only(state, villages):
    agreement = AgreementFactory(state=state, regions=villages)
    newcomer = RegionFactory()

    refused(lambda: agreement.parties.update(number="9"), "draft only")
    refused(lambda: agreement.parties.first().delete())
    refused(
        lambda: Party.objects.create(
            agreement=agreement,
            region=newcomer,
            name="Desa Baru",
            position=9,
            signer_title="Kepala Desa",
        ),
        "draft only",
    )


def test_a_party_does_not_move_from_a_draft_into_a_sealed_agreement(villages):
    sealed = AgreementFactory(state="in_force", regions=villages)
    draft = AgreementFactory(regions=[RegionFactory(), RegionFactory()])

    refused(lambda: draft.parties.update(agreement=sealed), "draft only")
    draft.parties.all().delete()
    assert not draft.parties.exists()


WORDS = {
    "title": "Lain",
    "text": "Lain",
    "kind": "mou",
    "starts_on": in_days(-11),
    "ends_on": in_days(999),
    "code": "ZZZZZZZ",
    "check_code": "Z" * 26,
}


@pytest.mark.parametrize("state", ["open", "in_force", "ended", "withdrawn"])
def test_words_change_in_a_draft_only(state, villages, sawangan):
    agreement = AgreementFactory(state=state, regions=villages)
    rows = Agreement.objects.filter(pk=agreement.pk)

    for name, value in (WORDS | {"drafted_for": sawangan}).items():
        refused(lambda name=name, value=value: rows.update(**{name: value}))


def test_a_sealed_one_keeps_its_version_and_time_and_does_not_come_back(villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    rows = Agreement.objects.filter(pk=agreement.pk)

    refused(lambda: rows.update(sealed_at=timezone.now()), "are fixed")
    refused(lambda: rows.update(current=None))
    refused(lambda: rows.update(state="open", sealed_at=None))
    refused(lambda: rows.update(state="withdrawn", sealed_at=None))
    over = {"state": "ended", "ended_at": timezone.now(), "end_reason": "Tercapai."}
    refused(lambda: rows.update(**over), "agreement_ended_has_ground")
    rows.update(**over, end_ground="object_lost")
    refused(lambda: rows.update(state="in_force", ended_at=None), "does not come back")


def test_nothing_comes_into_force_without_every_approval(villages):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])

    refused(
        lambda: Agreement.objects.filter(pk=agreement.pk).update(
            state="in_force", sealed_at=timezone.now()
        ),
        "not every party",
    )


def test_what_was_opened_is_kept(villages):
    for state in ("open", "in_force", "withdrawn"):
        agreement = AgreementFactory(state=state, regions=villages)
        if state != "withdrawn":
            refused(agreement.delete)
    AgreementFactory(regions=villages).delete()


def test_the_pdf_is_kept_as_it_was_made(villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    rows = Agreement.objects.filter(pk=agreement.pk)
    refused(lambda: rows.update(sheet="a.pdf"), "agreement_sheet_has_hash")
    rows.update(sheet="a.pdf", sheet_sha256="a" * 64)

    refused(lambda: rows.update(sheet="b.pdf"), "made once")
    refused(lambda: rows.update(sheet_sha256="b" * 64), "made once")
    refused(lambda: rows.update(sheet="", sheet_sha256=""), "made once")


@pytest.mark.parametrize("wrong", ["older version", "other text", "other agreement", "sealed"])
def test_only_the_open_text_can_be_approved(wrong, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    other = AgreementFactory(state="open", regions=villages)
    sealed = AgreementFactory(state="in_force", regions=[RegionFactory(), *villages])
    version = agreement.current
    head = head_of(villages[1])
    row = {
        "version": version, "party": agreement.parties.get(region=villages[1]), "mandate": head,
        "person_name": "X", "office_title": "X", "region_name": "X", "text_sha256": version.sha256,
        "method": "password", "at": timezone.now(), "seal": "x" * 64,
    }  # fmt: skip
    row |= {
        "older version": {"version": Version.objects.create(
            agreement=agreement, number=9, text="x", sha256="x", made_at=timezone.now(),
            made_by=head, seal="x",
        ), "text_sha256": "x"},
        "other text": {"text_sha256": "f" * 64},
        "other agreement": {"party": other.parties.get(region=villages[1])},
        "sealed": {"version": sealed.current, "text_sha256": sealed.current.sha256,
                   "party": sealed.parties.first()},
    }[wrong]  # fmt: skip

    refused(lambda: Signature.objects.create(**row))


def test_terms_places_and_sources_make_sense(villages):
    agreement = AgreementFactory(regions=villages)
    rows = Agreement.objects.filter(pk=agreement.pk)

    refused(lambda: rows.update(ends_on=in_days(-99)), "agreement_term_in_order")
    refused(lambda: rows.update(project=None), "agreement_out_of_project_or_meeting")
    refused(lambda: rows.update(state="open"), "agreement_open_has_version")
    refused(lambda: rows.update(state="withdrawn"), "agreement_over_has_time_and_reason")
    refused(lambda: rows.update(sealed_at=timezone.now()), "agreement_in_force_is_sealed")
    refused(
        lambda: Party.objects.create(
            agreement=agreement, region=villages[0], name="Desa", position=9, signer_title="X"
        ),
        "party_once",
    )


def test_without_the_triggers_all_that_would_go_through(villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    with pgtrigger.ignore():
        Version.objects.update(text="Lain")
        Signature.objects.update(person_name="Lain")
        agreement.parties.update(number="9")
        Agreement.objects.update(title="Lain", sealed_at=timezone.now())

    agreement.refresh_from_db()
    assert (agreement.title, agreement.current.text) == ("Lain", "Lain")
