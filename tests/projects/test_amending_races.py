"""Answers, new versions and withdrawals of amendments at the same moment, with real threads."""

import pytest

from projects import actions
from projects.models import Amendment, Consent
from tests.projects.amending import amend, answer, fresh
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_the_last_consents_at_once_exactly_one_puts_it_into_force(work, head, partner_heads):
    version = amend(work, by=head)
    at_once([lambda by=by: answer(work, by) for by in partner_heads * 3])
    assert fresh(work).current == version
    assert Consent.objects.filter(version=version).count() == 3
    assert Amendment.objects.get().state == "in_force"


def test_a_consent_and_the_withdrawal_at_once_leave_no_half_amendment(work, head, partner_heads):
    amend(work, by=head)
    answer(work, partner_heads[0])
    at_once(
        [
            lambda: refused(lambda: answer(work, partner_heads[1])),
            lambda: refused(
                lambda: actions.take_amendment_back(fresh(work), by=head, number=2, reason="Batal.")
            ),
        ]
    )
    project, amendment = fresh(work), Amendment.objects.get()
    assert project.pending is None
    assert (amendment.state, project.current.number) in {("in_force", 2), ("withdrawn", 1)}
