"""What the PDF cannot show is refused with a sentence that names it, in the forms and at opening."""

import pytest

from agreements import actions, printing, rules
from agreements.actions import Lacking
from agreements.forms import AddForm, ObligationForm
from agreements.forms.drafting import EntryForm, TermForm
from agreements.forms.signing import WitnessForm
from agreements.signing import Named, Plan
from core import pdf
from tests.factories.agreements import AgreementFactory, ObligationFactory, in_days

JAVANESE = "ꦲꦏ꧀ꦱꦫ"
SAID = "tidak dapat dicetak: 🌊"


def test_letters_of_the_typeface_are_no_problem():
    assert printing.problem("Rp1.500.000 – “naskah” é m³\nbaris kedua") == ""


def test_each_character_that_no_font_has_is_named_once():
    assert pdf.unprintable("🌊a🌊\nꦲ") == ["🌊", "ꦲ"]
    assert "🌊 ꦲ." in printing.problem("🌊a🌊ꦲ")


def test_of_many_the_first_ones_are_named():
    many = "".join(chr(0x4E00 + number) for number in range(30))

    assert "… " not in printing.problem(many[:12])
    assert f"{many[11]} …" in printing.problem(many) and many[12] not in printing.problem(many)


@pytest.mark.django_db
def test_each_form_says_it_beside_its_field(villages, people):
    agreement = AgreementFactory(regions=villages)
    forms = {
        TermForm({"title": "Air 🌊"}): ["title"],
        AddForm({"part": "5", "title": "Air 🌊", "text": "Air 🌊"}): ["title", "text"],
        ObligationForm({"what": "Air 🌊", "unit": "🌊"}, agreement=agreement): ["what", "unit"],
        WitnessForm({"saksi-1-name": "🌊", "saksi-1-office": "🌊"}, place=1, accounts={}): [
            "name", "office",
        ],
    }  # fmt: skip
    party = agreement.parties.first()
    typed = {f"party-{party.pk}-{name}": "🌊" for name in ("signer_name", "signer_title")}
    forms[EntryForm(typed, party=party)] = ["signer_name", "signer_title"]

    for form, fields in forms.items():
        for field in fields:
            assert SAID in " ".join(form.errors[field]), (form, field)


@pytest.mark.django_db
def test_what_came_in_otherwise_stops_the_opening(villages, people):
    titled = AgreementFactory(regions=villages, title="Air 🌊")
    worded = AgreementFactory(regions=villages, text=f"Pasal 1\n{JAVANESE}")
    owing = AgreementFactory(regions=villages)
    ObligationFactory(agreement=owing, what="Air 🌊", first_due=in_days(1))
    headed = AgreementFactory(regions=villages, annexes=["Peta 🌊"])

    for agreement in (titled, worded, owing, headed):
        (missing,) = rules.lacks(agreement)
        assert "tidak dapat dicetak" in missing
    with pytest.raises(Lacking, match=SAID):
        actions.open_for_approval(
            AgreementFactory(regions=villages), by=people["drafting head"],
            plan=Plan(needed=1, witnesses=(Named("Sri 🌊", "Guru"),)),
        )  # fmt: skip
