"""What the partners talk about before they agree, ready to show: requests for changes, results of
the assemblies at home, and mergers."""

from dataclasses import dataclass, field

from django.db.models import Q

from projects import rules
from projects.actions.assembling import carriable_result
from projects.changing import is_accepted
from projects.models import HomeResult, MergeOffer, Project
from villages.models import Region

ENDED = (Project.State.WITHDRAWN, Project.State.DECLINED)


@dataclass(frozen=True)
class Wishes:
    """Requests for changes; their words only for those whom they concern."""

    number: int
    waiting: int
    accepted: int
    rows: list
    can_reply: bool


def wishes_of(project, requests, acting):
    """``requests`` come with their replies and the regions that asked."""
    requests = list(requests)
    reads = rules.can_read_reasons(acting, project)
    return Wishes(
        number=len(requests),
        waiting=sum(request.answered is None for request in requests),
        accepted=sum(map(is_accepted, requests)),
        rows=requests if reads else [],
        can_reply=bool(rules.can_reply(acting, project)),
    )


def requests_in(consents):
    """The requests of answers whose requests are prefetched."""
    return [request for consent in consents for request in consent.requests.all()]


@dataclass
class Home:
    """A region and what its assembly says to a version; ``earlier`` was corrected."""

    region: Region
    result: HomeResult | None = None
    earlier: list = field(default_factory=list)


@dataclass(frozen=True)
class Homes:
    """All seats; ``reads`` opens the files."""

    rows: list
    agreed: int
    reads: bool
    can_record: bool


def homes_of(project, acting):
    """Of a project whose current version asks for the assemblies first; else None."""
    regions = [seat.region for seat in project.partnerships.all()]
    return homes_for(project, project.current, regions, acting)


def homes_for(project, version, regions, acting):
    """What the assemblies of ``regions`` say to ``version``; None if it does not ask for that."""
    if not version.home_first:
        return None
    rows = {region.pk: Home(region) for region in regions}
    results = HomeResult.objects.filter(version=version)
    for result in results.select_related("carried_from__version").order_by("-pk"):
        row = rows.get(result.region_id)
        if row is None:
            continue
        if row.result is None:
            row.result = result
        else:
            row.earlier.append(result)
    return Homes(
        rows=list(rows.values()),
        agreed=sum(bool(row.result and row.result.agrees) for row in rows.values()),
        reads=rules.can_read_reasons(acting, project),
        can_record=bool(rules.can_record_result(acting, project)),
    )


def own_home(project, acting):
    """The result of the reader's region for the version asked about, those corrected by it, and the one
    for an older version that may count still."""
    results = HomeResult.objects.filter(version=project.asked, region=acting.region_id)
    newest, *earlier = [*results.select_related("carried_from__version"), None]
    before = None if newest else carriable_result(project, acting.region_id)
    return Home(acting.region, newest, [each for each in earlier if each]), before


@dataclass(frozen=True)
class Merger:
    """Where a project goes on, what it has taken in, and the offers that its readers may see.
    ``has_ended``: the other one was withdrawn or declined since; who ``can_begin`` may send a new
    one."""

    into: object
    has_ended: bool
    can_begin: bool
    taken_in: list
    offers: list
    can_offer: bool


def merger_of(project, acting):
    """Open offers are between the two leads; what was answered is everybody's to read."""
    offers = MergeOffer.objects.filter(Q(project=project) | Q(target=project))
    offers = offers.exclude(state=MergeOffer.State.TAKEN_BACK)
    rows = offers.select_related("project__lead", "target__lead", "made_by__user")[:10]
    return Merger(
        into=project.merged_into,
        has_ended=project.merged_into is not None and project.merged_into.state in ENDED,
        can_begin=bool(rules.can_propose(acting)),
        taken_in=list(project.merged_from.all()),
        offers=[_offer(each, project, acting) for each in rows if _concerns(each, acting)],
        can_offer=bool(rules.can_offer_merge(acting, project)),
    )


def _concerns(offer, acting):
    if offer.state == MergeOffer.State.ACCEPTED:
        return False  # told by the trail of both
    if offer.state == MergeOffer.State.DECLINED:
        return True
    leads = (offer.project.lead_id, offer.target.lead_id)
    return acting is not None and acting.region_id in leads


@dataclass(frozen=True)
class Offer:
    """An offer as the reader's side sees it."""

    offer: MergeOffer
    is_ours: bool
    can_answer: bool


def _offer(offer, project, acting):
    return Offer(
        offer=offer,
        is_ours=offer.project_id == project.pk,
        can_answer=bool(rules.can_answer_merge(acting, offer)),
    )
