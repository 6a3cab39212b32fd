"""Many files at once, and a file while the proposal goes out; with real threads."""

import pytest

from projects import actions
from projects.models import Attachment, Draft, PlanStatement
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import MandateFactory, RegionFactory
from tests.papers import pdf_bytes, upload
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def head():
    return MandateFactory()


@pytest.fixture
def draft(head):
    return actions.begin(by=head)


def adding(draft, head, content):
    return lambda: refused(
        lambda: actions.attach(draft, by=head, title="Peta", file=upload(content))
    )


def test_of_eight_files_at_once_five_find_a_place(draft, head):
    at_once([adding(draft, head, pdf_bytes(pages)) for pages in range(1, 9)])
    assert sorted(Attachment.objects.values_list("slot", flat=True)) == [0, 1, 2, 3, 4]


def test_one_file_sent_eight_times_at_once_is_one(draft, head):
    results = at_once([adding(draft, head, pdf_bytes())] * 8)
    assert {result.pk for result in results} == {Attachment.objects.get().pk}


def test_a_file_that_comes_while_the_proposal_goes_out_is_in_it_or_refused(draft, head):
    words = {
        "title": "Baru", "problem": "a", "aim": "b", "field": "development", "sectors": ["water"],
        "cost": 1, "starts_on": in_days(30), "ends_on": in_days(60), "timetable": "",
        "partners": [RegionFactory()], "contributions": [], "answer_by": in_days(9),
    }  # fmt: skip

    def propose():
        return refused(lambda: actions.propose(draft, by=head, **words))

    at_once([propose, adding(draft, head, pdf_bytes())])

    bound = Attachment.objects.exclude(version=None).count()
    assert bound == 0  # a file that came first asks for another check
    assert Attachment.objects.count() == Draft.objects.count()


def test_two_people_of_one_region_state_at_once_and_both_are_kept():
    partner = MandateFactory()
    secretary = MandateFactory(region=partner.region, office="secretary")
    project = ProjectFactory(partners=[partner.region])

    def stating(by, reference):
        return lambda: actions.state_fit(project, by=by, standing="medium", reference=reference)

    at_once([stating(partner, "hlm. 1"), stating(secretary, "hlm. 2")] * 3)

    said = list(PlanStatement.objects.values_list("reference", flat=True))
    assert {"hlm. 1", "hlm. 2"} == set(said)
    assert all(first != second for first, second in zip(said, said[1:], strict=False))
