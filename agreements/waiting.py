"""What of agreements and planned rules waits for a person: constant queries, twenty lines at most."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import (
    acknowledgement,
    dispute_waiting,
    life_waiting,
    noticeboard_waiting,
    ratification,
    signing,
    sources,
)
from agreements.models import Agreement, Fulfilment
from core.formats import day
from core.waiting import Task
from villages.roles import Permission, grants, of_region

MOST = 20


def waiting_for(acting, user):
    """Words that are wanted of me (as head, as witness, or papers from home for the head) first;
    what I acknowledge for the office above the parties; then proposals, reports and evaluations, what is owed or to be confirmed, agreed projects that
    want their agreement, planned rules, drafts of my region, and terms that end soon."""
    if of_region(acting) is None:
        return []
    writes = grants(acting, Permission.RECORD_AGREEMENT)
    tasks = [_opened(agreement) for agreement in _wanted(acting, writes)[:MOST]]
    tasks += _unacknowledged(acting)
    if writes:
        heads = grants(acting, Permission.APPROVE_AGREEMENT)
        tasks += life_waiting.waiting_for(acting.region, MOST, heads=heads)
        tasks += _owed(acting, heads=heads) + _undrafted(acting.region)
    tasks += noticeboard_waiting.waiting_for(acting, MOST)
    if writes:
        tasks += _drafts(acting.region) + _sealed(acting)
    return dispute_waiting.waiting_for(acting) + tasks[:MOST]


def _wanted(acting, writes):
    """Open ones that want something of this capacity, whose turn it is where they sign in order."""
    rows = Agreement.objects.filter(state=Agreement.State.OPEN).with_approvals()
    rows = signing.with_turn(rows, acting).select_related("current", "drafted_for").order_by("pk")
    wanted = Q(as_witness=True, turn=None)
    if not writes:
        return rows.filter(wanted)
    own = Q(pk__in=Agreement.objects.awaiting_approval_of(acting.region).values("pk"))
    if ratification.settles(acting.region):
        rows = ratification.with_lacks(rows, acting.region)
        wanted |= own & Q(lacks_home=True)
    if grants(acting, Permission.APPROVE_AGREEMENT):
        wanted |= own & (Q(turn=None) | Q(turn=acting.region_id))
    return rows.filter(wanted)


def _opened(agreement):
    if agreement.as_witness and agreement.turn is None:
        return _attestation(agreement)
    return _home(agreement) if getattr(agreement, "lacks_home", False) else _approval(agreement)


def _attestation(agreement):
    return Task(
        title=_("Attest the agreement: %(title)s") % {"title": agreement.title},
        url=reverse("agreements:attest", args=[agreement.code]),
        icon="agree",
        note=_("You are named as a witness of it."),
        due=agreement.starts_on,
        asks_word=True,
    )


def _unacknowledged(acting):
    """Those in force that the camat, or an officer of the regency, has not acknowledged yet."""
    permission = acknowledgement.permission_at(acting.region)
    if not (grants(acting, Permission.TAKE_UP) and grants(acting, permission)):
        return []
    rows = acknowledgement.awaited(acting.region_id, timezone.localdate())
    return [
        Task(
            title=_("Acknowledge the agreement: %(title)s") % {"title": agreement.title},
            url=reverse("agreements:acknowledge", args=[agreement.code]),
            icon="agree",
            note=_("All parties have approved; it is in force already."),
        )
        for agreement in rows.order_by("pk")[:MOST]
    ]


def _home(agreement):
    return Task(
        title=_("Settle at home: %(title)s") % {"title": agreement.title},
        url=reverse("agreements:home", args=[agreement.code]),
        icon="flag",
        note=_("The head approves when the papers from home are there."),
        due=min(agreement.starts_on, ratification.approval_due(agreement)),
        asks_word=True,
    )


def _approval(agreement):
    return Task(
        title=_("Approve the agreement: %(title)s") % {"title": agreement.title},
        url=reverse("agreements:approve", args=[agreement.code]),
        icon="agree",
        note=_("Waits for your approval. %(approved)d of %(all)d parties have approved.")
        % {"approved": agreement.approved, "all": agreement.party_count},
        due=agreement.starts_on,  # from then on it is to hold
        asks_word=True,
    )


def _owed(acting, *, heads):
    """What my region owes soon or is late with; reports of others; a release that wants my word."""
    rows = Fulfilment.objects.waiting_for(acting.region, timezone.localdate(), heads=heads)
    return [_due(row) for row in rows.with_subject().order_by("owed_on", "pk")[:MOST]]


def _due(row):
    party = row.obligation.owed_by.name
    is_reported = row.state == Fulfilment.State.REPORTED
    if row.asked and not is_reported:
        words = _("Release from it? %(what)s"), _("%(party)s, asked to be released by agreement.")
    elif row.is_own and row.obligation.counts_in_project:
        words = _("Bring to the project: %(what)s"), _("%(party)s owes this by an agreement.")
    elif row.is_own and not is_reported:
        words = _("Report: %(what)s"), _("%(party)s owes this by an agreement.")
    else:
        words = _("Confirm or dispute: %(what)s"), _("%(party)s has reported it as given.")
    title, note = words
    return Task(
        title=title % {"what": row.obligation.what},
        url=row.get_absolute_url(),
        icon="clock" if row.is_own else "check",
        note=note % {"party": party},
        due=row.owed_on if row.is_own else None,  # to answer has no day
        asks_word=not row.is_own,
    )


def _undrafted(region):
    """Projects that all have agreed to and that my region leads, without an agreement as yet."""
    return [
        Task(
            title=_("Draft the agreement: %(title)s") % {"title": project.title},
            url=f"{reverse('agreements:draft')}?proyek={project.code}",
            icon="agree",
            note=_("All partners have agreed to the project. The draft is filled in for you."),
        )
        for project in sources.waiting_for_draft(region)[:MOST]
    ]


def _drafts(region):
    drafts = Agreement.objects.filter(drafted_for=region, state=Agreement.State.DRAFT)
    return [
        Task(
            title=_("Finish the draft: %(title)s") % {"title": draft.title},
            url=draft.get_absolute_url(),
            icon="edit",
            note=_("Draft of your region, not yet open for approval."),
        )
        for draft in drafts.order_by("-pk")[:MOST]
    ]


def _sealed(acting):
    """Those in force that want a number of the reader's, or a talk about renewing."""
    today = timezone.localdate()
    asking = Agreement.objects.asking_after_seal(
        acting.region, today, numbers=grants(acting, Permission.KEEP_REGISTER)
    )
    tasks = []
    for agreement in asking.order_by("ends_on", "pk")[:MOST]:
        if agreement.unnumbered:
            tasks.append(_number(agreement, acting.region))
        if agreement.is_ending:
            tasks.append(_renewal(agreement))
    return tasks


def _number(agreement, region):
    note = (
        _("All parties have approved. A subdistrict officer notes the number of your own register.")
        if region.is_subdistrict
        else _("All parties have approved. The secretary notes the number of your own register.")
    )
    return Task(
        title=_("Give it a number: %(title)s") % {"title": agreement.title},
        url=reverse("agreements:register", args=[agreement.code]),
        icon="edit",
        note=note,
    )


def _renewal(agreement):
    return Task(
        title=_("Draft the renewal: %(title)s") % {"title": agreement.title},
        url=reverse("agreements:succeed", args=[agreement.code]),
        icon="clock",
        note=_("The term ends on %(day)s. Talk about renewing it; nobody has drafted it yet.")
        % {"day": day(agreement.ends_on)},
        due=agreement.ends_on,
    )
