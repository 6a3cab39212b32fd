"""What of disputes waits for a person: at most two queries and twenty lines."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.dispute_rules import is_outside
from agreements.models import Disclosure, Dispute, DisputeParty, OutcomePaper, OutcomeWord
from core.waiting import Task
from villages.roles import Permission, grants

MOST = 20
S = Dispute.State


def waiting_for(acting):
    """Cases that my office keeps and that wait for it; results that want my word as head; what
    my region is to talk about until a day."""
    tasks = []
    if grants(acting, Permission.TAKE_UP):
        tasks += [_kept(row) for row in _at_desk(acting)[:MOST]]
    if grants(acting, Permission.RECORD_AGREEMENT):
        tasks += [_own(row) for row in _of_region(acting)[:MOST]]
    return tasks[:MOST]


def _with_words():
    """``unsaid``: a head has not confirmed the result that stands; ``third_signed``: the third party
    has signed it on paper."""
    words = OutcomeWord.objects.filter(outcome=OuterRef("dispute__outcome"), party=OuterRef("pk"))
    silent = DisputeParty.objects.filter(~Exists(words), dispute=OuterRef("pk"))
    rows = Dispute.objects.select_related("agreement", "project", "outcome").order_by("pk")
    papers = OutcomePaper.objects.filter(outcome=OuterRef("outcome"), signer="third")
    return rows.annotate(unsaid=Exists(silent), third_signed=Exists(papers))


def _at_desk(acting):
    """To be accepted; in mediation without a result that the heads still read; to be signed by a third
    party, and then by the mediator."""
    rows = _with_words().filter(desk=acting.region_id)
    signs = grants(acting, Permission.APPROVE_AGREEMENT) or not acting.region.is_subdistrict
    in_ink = Q(third_signed=False) & ~Q(third_party="")
    in_work = Q(outcome=None) | Q(outcome__mediated=False) | in_ink
    if signs:
        in_work |= Q(outcome__mediated=True, unsaid=False)
    return rows.filter(Q(state=S.REFERRED) | Q(in_work, state=S.MEDIATION))


def _kept(row):
    title, url = row.subject.title, row.get_absolute_url()
    if row.state == S.REFERRED:
        words, note = _("Accept the mediation: %(title)s"), _("The parties ask you to mediate.")
    elif row.outcome_id and row.outcome.mediated:
        url, words, note = _to_be_signed(row)
    else:
        words = _("Mediate: %(title)s")
        note = _("Call the parties to a session, or write down the result.")
    return Task(
        title=words % {"title": title}, url=url, icon="agree", note=note,
        asks_word=row.state == S.REFERRED,
    )  # fmt: skip


def _to_be_signed(row):
    """Address, title and note: the third party is first, the mediator last."""
    if row.third_party and not row.third_signed:
        return (
            reverse("agreements:dispute_third_paper", args=[row.code]),
            _("Record a signature on paper: %(title)s"),
            _("The third party signs the result before the mediator."),
        )
    if is_outside(row):
        return (
            reverse("agreements:dispute_mediator_paper", args=[row.code]),
            _("Record a signature on paper: %(title)s"),
            _("All others have signed; the mediator has no account here."),
        )
    return (
        reverse("agreements:dispute_confirm", args=[row.code]),
        _("Sign the result: %(title)s"),
        _("All parties have confirmed it."),
    )


def _of_region(acting):
    """As head, results to be confirmed, or to be made public as others have asked; deliberations of
    my region that go on."""
    side = DisputeParty.objects.filter(dispute=OuterRef("pk"), region=acting.region_id)
    given = OutcomeWord.objects.filter(
        outcome=OuterRef("outcome"), party__region=acting.region_id
    )  # fmt: skip
    rows = _with_words().annotate(is_given=Exists(given)).filter(Exists(side))
    stands = Q(state=S.DELIBERATION, outcome__mediated=False, third_party="")
    stands |= Q(state=S.MEDIATION, outcome__mediated=True)
    wanted = Q(state=S.DELIBERATION, outcome=None)
    if grants(acting, Permission.APPROVE_AGREEMENT):
        asked = Disclosure.objects.filter(dispute=OuterRef("pk"))
        wanted |= Q(stands, is_given=False)
        wanted |= Q(
            Exists(asked), ~Exists(asked.filter(party__region=acting.region_id)),
            state=S.SETTLED, published_at=None,
        )  # fmt: skip
    return rows.filter(wanted)


def _own(row):
    if row.state == S.SETTLED:
        return Task(
            title=_("Make the result public? %(title)s") % {"title": row.subject.title},
            url=reverse("agreements:dispute_publish", args=[row.code]),
            icon="agree",
            note=_("Another party agrees that everybody may read what was settled."),
            asks_word=True,
        )
    if row.outcome_id:
        return Task(
            title=_("Confirm the result: %(title)s") % {"title": row.subject.title},
            url=reverse("agreements:dispute_confirm", args=[row.code]),
            icon="agree",
            note=_("What was agreed in the dispute was written down."),
            asks_word=True,
        )
    return Task(
        title=_("Deliberate: %(title)s") % {"title": row.subject.title},
        url=row.get_absolute_url(),
        icon="chat",
        note=_("A dispute between the parties; first they talk about it themselves."),
        due=row.deliberate_until,
    )
