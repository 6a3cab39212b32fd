"""What is signed with ink and recorded here."""

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements import actions
from tests.papers import pdf_bytes


class ThirdPartyFactory(factory.django.DjangoModelFactory):
    """A company that agrees with the villages of a draft."""

    class Meta:
        model = "agreements.ThirdParty"

    position = 1
    name = "CV Sumber Air"
    seat = "Jalan Raya Leksono, Wonosobo"
    signer_name = "Hendra Wijaya"
    signer_title = "Direktur"


def scan(content=None, name="pindaian.pdf"):
    """A scanned sheet as the form hands it over."""
    return SimpleUploadedFile(name, pdf_bytes() if content is None else content)


def witness_on_paper(agreement, by, number=1, **words):
    """``by`` records what a witness without an account has signed today."""
    agreement.refresh_from_db()
    words = {"signed_on": timezone.localdate(), "paper": scan()} | words
    sha256 = words.pop("sha256", agreement.current.sha256)
    return actions.attest_on_paper(agreement, number, by=by, sha256=sha256, **words)


def sign_on_paper(agreement, by, **words):
    """``by`` records that the head whom the text names has signed today."""
    agreement.refresh_from_db()
    party = agreement.parties.get(region=by.region)
    words = {
        "sha256": agreement.current.sha256, "signed_on": timezone.localdate(), "paper": scan(),
        "name": party.signer_name, "title": party.signer_title,
    } | words  # fmt: skip
    return actions.sign_on_paper(agreement, by=by, **words)


def third_on_paper(agreement, by, place=1, **words):
    """``by`` records that the third party at this place has signed today."""
    agreement.refresh_from_db()
    party = agreement.third_parties.get(position=place)
    words = {
        "sha256": agreement.current.sha256, "signed_on": timezone.localdate(), "paper": scan(),
        "name": party.signer_name, "title": party.signer_title, "number": "",
    } | words  # fmt: skip
    return actions.sign_for_third(agreement, place, by=by, **words)
