"""Many at once: one wins, the others are told; nothing is doubled, nothing hangs."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.db import connections
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory, SubdistrictFactory
from villages.actions import forums
from villages.actions import mandates as actions
from villages.models import Mandate, Membership, Profile

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def at_once(*acts):
    """Run all acts in threads of their own, started together; how each one ended."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(30)
        try:
            act()
        except (Refusal, Forbidden) as no:
            return type(no).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(run, acts))


def fresh(mandate):
    return Mandate.objects.select_related("user", "region__parent").get(pk=mandate.pk)


def test_fifty_verifiers_verify_once(sojokerto, leksono):
    claim = MandateFactory(pending=True, region=sojokerto)
    officers = [
        MandateFactory(region=leksono, office="kecamatan", ends_on=None) for _ in range(MANY)
    ]

    ends = at_once(
        *(lambda by=by: actions.verify(fresh(claim), by=by) for by in map(fresh, officers))
    )

    assert ends == {"done": 1, "Refusal": MANY - 1}
    assert Profile.objects.filter(region=sojokerto).count() == 1
    assert AuditEvent.objects.filter(verb="villages.mandate_verified").count() == 1
    assert Mail.objects.filter(kind="villages.mandate_verified").count() == 1


def test_verify_refuse_return_and_withdraw_at_once_only_one_holds(sojokerto, officer):
    claim = MandateFactory(pending=True, region=sojokerto)
    acts = [
        lambda: actions.verify(fresh(claim), by=officer),
        lambda: actions.refuse(fresh(claim), by=officer, reason="Tidak."),
        lambda: actions.return_for_correction(fresh(claim), by=officer, reason="Kabur."),
        lambda: actions.withdraw(fresh(claim), by=claim.user),
    ]

    ends = at_once(*acts * 5)

    assert ends["done"] in (1, 2)  # returned first, then withdrawn, is a way as well
    of_claims = AuditEvent.objects.filter(verb__startswith="villages.mandate_")
    done = set(of_claims.values_list("verb", flat=True))
    assert len(done) == ends["done"]


def test_of_many_heads_one_is_verified(sojokerto, officer):
    claims = [MandateFactory(pending=True, region=sojokerto) for _ in range(20)]

    ends = at_once(
        *(lambda claim=claim: actions.verify(fresh(claim), by=officer) for claim in claims)
    )

    assert ends == {"done": 1, "Refusal": 19}
    assert Mandate.objects.verified().filter(region=sojokerto).count() == 1


def test_a_double_click_applies_once(sojokerto):
    user = UserFactory()
    words = {
        "office": "head",
        "starts_on": timezone.localdate(),
        "ends_on": timezone.localdate() + timedelta(days=99),
        "decree_number": "1",
    }

    ends = at_once(
        *[
            lambda: actions.claim(
                by=user,
                region=sojokerto,
                decree=ContentFile(b"%PDF-1.4", name="paper.pdf"),
                **words,
            )
        ]
        * MANY
    )

    assert ends == {"done": 1, "Refusal": MANY - 1}
    assert Mandate.objects.count() == 1


def test_ended_once(sojokerto, officer):
    mandate = MandateFactory(region=sojokerto)

    ends = at_once(*[lambda: actions.end(fresh(mandate), by=officer, reason="x")] * 20)

    assert ends == {"done": 1, "Refusal": 19}
    assert Mail.objects.filter(kind="villages.mandate_ended").count() == 1


def test_one_seat_in_a_forum(officer):
    forum = ForumFactory(home=SubdistrictFactory(code="33.07.05"))
    region = RegionFactory(code="33.07.05.2100")

    ends = at_once(*[lambda: forums.add_member(forum, region, by=officer)] * 20)

    assert ends == {"done": 1, "Refusal": 19}
    seat = Membership.objects.select_related("forum__home", "region").get()
    ends = at_once(*[lambda: forums.remove_member(seat, by=officer)] * 20)
    assert ends == {"done": 1, "Refusal": 19}
