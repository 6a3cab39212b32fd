"""Who may do what with a meeting. Each docstring is the policy; each no says who can."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import ALLOW, deny, too_late
from core.formats import moment
from meetings import standing
from meetings.changes import when
from meetings.models import Decision, Meeting, Vote
from projects.models import Project
from villages.models import Forum, Mandate, Region
from villages.roles import Permission, grants, may, offices_granting
from villages.speakers import speakers_of


def can_call(acting):
    """Heads, secretaries and officers call meetings."""
    if grants(acting, Permission.CALL_MEETING):
        return ALLOW
    return deny(
        _(
            "Heads, secretaries and officers with a verified mandate call meetings. Please ask yours."
        )
    )


def callable_projects_of(region):
    """The projects whose partners the region may call together."""
    unmet = (Project.State.DRAFT, Project.State.WITHDRAWN, Project.State.MERGED)
    return Project.objects.of_region(region).exclude(state__in=unmet)


def can_call_somewhere(acting):
    """Who may call meetings, in a region with a forum or a project whose regions can meet."""
    if not (verdict := can_call(acting)):
        return verdict
    region = acting.region
    if Forum.objects.of_region(region).exists() or callable_projects_of(region).exists():
        return ALLOW
    return deny(_("Your region is in no forum and no joint project yet"))


def can_call_for_forum(acting, forum):
    """Who may call meetings, in a region that sits in the forum or facilitates it."""
    if not (verdict := can_call(acting)):
        return verdict
    today = timezone.localdate()
    sits = forum.memberships.on(today).filter(region=acting.region_id).exists()
    if sits or forum.home_id == acting.region_id:
        return ALLOW
    return deny(
        _("Only members of %(forum)s and the region that facilitates it call its meetings.")
        % {"forum": forum}
    )


def can_call_for_project(acting, project):
    """Who may call meetings, in a region with a seat in a project that has been proposed."""
    if not (verdict := can_call(acting)):
        return verdict
    if project.state == Project.State.MERGED:
        return deny(_("This proposal goes on in another one. Partners meet about that."))
    if project.state in (Project.State.DRAFT, Project.State.WITHDRAWN):
        return deny(_("Partners meet about a project that has been proposed."))
    if project.partnerships.filter(region=acting.region_id).exists():
        return ALLOW
    return deny(_("Only the partners of this project call its meetings."))


def can_call_for(acting, held_for):
    """A forum or a project, each by its own rule."""
    if isinstance(held_for, Project):
        return can_call_for_project(acting, held_for)
    return can_call_for_forum(acting, held_for)


def candidates_of(held_for):
    """Whom one invites: the forum's members today, or the project's partners; to a private talk
    nobody else."""
    if held_for is None:
        return Region.objects.none()
    if isinstance(held_for, Project):
        seats = held_for.partnerships.all()
    else:
        seats = held_for.memberships.on(timezone.localdate())
    return Region.objects.filter(pk__in=seats.values("region")).order_by("code")


def kinds_for(held_for):
    """(value, label) of the kinds that fit who sits there: subdistricts hold no village assembly."""
    levels = set(candidates_of(held_for).order_by().values_list("level", flat=True))
    strange = {
        kind for kind, level in Meeting.ASSEMBLY_OF.items() if levels and level not in levels
    }
    return [(kind.value, kind.label) for kind in Meeting.Kind if kind not in strange]


def can_manage(acting, meeting):
    """The region that called it changes, moves or cancels it, until it is opened or cancelled; while
    one waits for the quorum too."""
    if not may(acting, Permission.CALL_MEETING, meeting.organiser):
        return deny(
            _("Only %(region)s, which called the meeting, changes it.")
            % {"region": meeting.organiser.full_name}
        )
    if meeting.is_in_room and not meeting.is_changeable:
        return too_late(
            _("This meeting has been opened; its time and place do not change any more.")
        )
    if not meeting.is_changeable:
        return too_late(_("This meeting was held or cancelled and does not change any more."))
    return ALLOW


def can_tend_reminders(acting, meeting):
    """Who calls meetings for the region that called it sees its reminders, also after it was held."""
    if may(acting, Permission.CALL_MEETING, meeting.organiser):
        return ALLOW
    return deny(
        _("%(speakers)s looks after these reminders.")
        % {"speakers": speakers_of(meeting.organiser)}
    )


def can_close(acting, meeting, now=None):
    """The region that called it says that it was held, once it has begun or was opened and no vote
    is open."""
    if not may(acting, Permission.CALL_MEETING, meeting.organiser):
        return deny(
            _("Only %(region)s, which called the meeting, changes it.")
            % {"region": meeting.organiser.full_name}
        )
    if meeting.state in Meeting.FINAL:
        return too_late(_("This meeting was held or cancelled and does not change any more."))
    if not meeting.is_in_room and meeting.starts_at > (now or timezone.now()):
        return too_late(_("A meeting is marked as held after it has begun."))
    if meeting.decisions.filter(vote__state=Vote.State.OPEN).exists():
        return too_late(
            _("A vote is still open. Close it first; after the meeting nobody votes any more.")
        )
    return ALLOW


def can_answer(acting, invitation, now=None):
    """Who answers invitations of an invited region does so until the stated time."""
    if not may(acting, Permission.ANSWER_INVITATION, invitation.region):
        return deny(
            _("%(speakers)s answers this invitation.")
            % {"speakers": speakers_of(invitation.region)}
        )
    return still_open(invitation.meeting, now, acting=acting)


def still_open(meeting, now=None, *, acting=None):
    """Answers are taken while the meeting stands and the stated time has not passed."""
    if meeting.state == Meeting.State.WAITING:
        return deny(_("One waits for the quorum; who comes now signs the list in the room."))
    if meeting.is_in_room:
        return deny(_("This meeting has been opened; who comes now signs the list in the room."))
    if not meeting.is_scheduled:
        return too_late(_("This meeting was held or cancelled; no answer is needed any more."))
    if meeting.answer_by < (now or timezone.now()):
        return _answers_closed(acting, meeting.organiser, moment(meeting.answer_by, meeting.zone))
    return ALLOW


def _answers_closed(acting, organiser, time):
    """Too late, and whom to tell; the region that asked need not tell itself."""
    if acting and acting.region_id == organiser.pk:
        return too_late(
            _("Answers were taken until %(time)s, for your own region too.") % {"time": time}
        )
    return too_late(
        _("Answers were taken until %(time)s. Please tell %(region)s directly.")
        % {"time": time, "region": organiser.full_name}
    )


def still_as_shown(meeting, sequence):
    """An answer is one to the invitation as the person saw it: a tap on an older page counts for
    no other date or place."""
    if sequence == meeting.sequence:
        return ALLOW
    return too_late(
        _("The invitation has changed. It is now: %(when)s, %(where)s. Please answer again.")
        % {
            "when": when(meeting.starts_at, meeting.ends_at, meeting.zone),
            "where": meeting.where,
        }
    )


def can_manage_series(acting, series):
    """The region that began a series calls its dates, changes them, and ends it."""
    if not series.is_running:
        return too_late(_("This series has ended."))
    if may(acting, Permission.CALL_MEETING, series.organiser):
        return ALLOW
    return deny(
        _("Only %(region)s, which began this series, changes it.")
        % {"region": series.organiser.full_name}
    )


def can_settle(acting, poll):
    """The region that asked for dates makes one of them a meeting, or withdraws the question."""
    if not poll.is_open:
        return too_late(_("This date poll has become a meeting or was withdrawn."))
    if may(acting, Permission.CALL_MEETING, poll.organiser):
        return ALLOW
    return deny(
        _("Only %(region)s, which asked for dates, chooses one.")
        % {"region": poll.organiser.full_name}
    )


def askers_of(poll):
    """The mandates that hear of a poll's result: who asked, else who calls meetings there."""
    asker = poll.asked_by
    if asker.is_current and asker.user.is_active:
        return [asker]
    return list(holders_of([poll.organiser_id], Permission.CALL_MEETING))


def can_answer_poll(acting, poll, now=None):
    """Who answers invitations of an asked region says which dates suit, until the poll closes."""
    answers = grants(acting, Permission.ANSWER_INVITATION)
    if not (answers and poll.regions.filter(pk=acting.region_id).exists()):
        return deny(
            _(
                "Who speaks for an asked region answers this date poll: for a village its head or "
                "secretary, for a subdistrict its camat or staff."
            )
        )
    if not poll.is_open:
        return too_late(_("This date poll has become a meeting or was withdrawn."))
    if poll.closes_at <= (now or timezone.now()):
        return _answers_closed(acting, poll.organiser, moment(poll.closes_at, poll.zone))
    return ALLOW


def takes_part(acting, meeting):
    """The invited and the inviting region see the link, the reasons and who comes for whom."""
    return acting is not None and (
        meeting.organiser_id == acting.region_id
        or meeting.invitations.filter(region=acting.region_id).exists()
    )


def can_read_proxy_letter(acting, invitation):
    """The region that sends the substitute and the one that invites; it names a person."""
    return acting is not None and acting.region_id in (
        invitation.region_id,
        invitation.meeting.organiser_id,
    )


def receivers_of(region_ids):
    """The mandates that answer for these regions today: one a person and region."""
    return holders_of(region_ids, Permission.ANSWER_INVITATION)


def holders_of(region_ids, permission):
    """The mandates that grant this in these regions today: one a person and region."""
    return (
        Mandate.objects.valid_at()
        .filter(
            region__in=region_ids,
            office__in=offices_granting(permission),
            user__is_active=True,
        )
        .with_people()
        .order_by("region_id", "user_id", "pk")
        .distinct("region_id", "user_id")
    )


def still_minuted(meeting, now=None):
    """What a meeting decides and hands out is written down from its start on, until its minutes
    are sent for review; of a private talk its own record is kept, elsewhere."""
    if meeting.is_private:
        return too_late(_("This talk is private. What comes of it stands where it was called."))
    if meeting.state == Meeting.State.CANCELLED:
        return too_late(_("This meeting was cancelled; it decides nothing."))
    if meeting.starts_at > (now or timezone.now()):
        return too_late(
            _("The meeting begins on %(time)s. Decisions and tasks are recorded from then on.")
            % {"time": moment(meeting.starts_at, meeting.zone)}
        )
    return not_frozen(meeting)


def not_frozen(meeting):
    """Once the minutes are sent, decisions, votes, tasks and attendance stand as written in them."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.is_draft:
        return ALLOW
    if minutes.is_public:
        return too_late(
            _(
                "The minutes are approved. Decisions, tasks and attendance stand as they are "
                "written there; what is missing is added to the sealed minutes."
            )
        )
    return too_late(
        _(
            "The minutes are under review. Decisions, tasks and attendance stand as they are "
            "written there; to correct them, take the minutes back first."
        )
    )


def keeps_minutes(acting, meeting):
    """Who calls meetings for the organising region also keeps their minutes."""
    if may(acting, Permission.CALL_MEETING, meeting.organiser):
        return ALLOW
    return deny(
        _("Decisions and tasks are recorded by %(region)s, which called the meeting.")
        % {"region": meeting.organiser.full_name}
    )


def can_minute(acting, meeting, now=None):
    """Who keeps the minutes records decisions and tasks, while that is still possible."""
    return keeps_minutes(acting, meeting) and still_minuted(meeting, now)


def can_record_decision(acting, meeting, now=None):
    """Who keeps the minutes, but not of a training: it decides nothing."""
    if not (verdict := keeps_minutes(acting, meeting)):
        return verdict
    if meeting.is_training:
        return too_late(_("A training decides nothing. Call a meeting for what has to be decided."))
    return still_minuted(meeting, now)


def can_adopt(acting, decision, now=None):
    """Who keeps the minutes says that a proposal found consensus, before it is put to the vote."""
    if not (verdict := can_record_decision(acting, decision.meeting, now)):
        return verdict
    if not decision.is_proposed:
        return too_late(_("This decision has been taken or withdrawn already."))
    if decision.how == Decision.How.VOTE:
        return too_late(_("This decision has been put to the vote."))
    return ALLOW


def can_open_vote(acting, decision, now=None):
    """Who keeps the minutes puts a proposal to the vote on which no consensus was found; once, and
    while the meeting lasts."""
    return can_adopt(acting, decision, now) and standing.takes_place_now(decision.meeting, now)


def can_close_vote(acting, vote, now=None):
    """Who keeps the minutes closes the vote, also before all have voted."""
    if not (verdict := can_minute(acting, vote.decision.meeting, now)):
        return verdict
    return _still_voting(vote)


def can_vote(acting, vote, elector, now=None):
    """Who speaks for a region in the electorate, or is a delegate in it; once, while it is open,
    and while the meeting lasts.

    A delegate votes by being on the list of the room, whatever the office. ``elector`` is the capacity's own ballot that ``ballot_of`` has found, or None.
    """
    if elector is None or not (elector.mandate_id or grants(acting, Permission.VOTE)):
        return deny(
            _(
                "Only the regions or delegates that were there when the vote was opened vote; for a "
                "village its head or secretary, for a subdistrict its camat or staff."
            )
        )
    return _takes_ballots(vote, now) and not_cast(elector)


def can_record_ballot(acting, vote, elector, delegate, now=None):
    """Who keeps the minutes casts the ballot of a delegate, or a region's, who has no account.

    In an open vote only, for all to see. ``delegate`` is the name of who speaks in the room, as
    ``presence.speakers_at`` has found it, or nothing.
    """
    if not (verdict := can_minute(acting, vote.decision.meeting, now)):
        return verdict
    if vote.is_secret:
        return deny(_("In a secret vote nobody casts a ballot for somebody else."))
    if elector.mandate_id or not delegate:
        return deny(_("%(who)s is there with an account and votes there.") % {"who": elector.label})
    return _takes_ballots(vote, now) and not_cast(elector)


def not_cast(elector):
    """An elector has one ballot."""
    if hasattr(elector, "turnout"):
        return too_late(_("The ballot of %(who)s has been cast.") % {"who": elector.label})
    return ALLOW


def ballot_of(acting, vote):
    """The ballot that the capacity can cast in this vote, or None."""
    if acting is None:
        return None
    return vote.electors.of(acting).select_related("turnout").first()


def _still_voting(vote):
    if vote.is_open:
        return ALLOW
    zone = vote.decision.meeting.zone
    return too_late(
        _("This vote was closed on %(time)s. No ballot is taken any more.")
        % {"time": moment(vote.closed_at, zone)}
    )


def _takes_ballots(vote, now):
    return _still_voting(vote) and standing.takes_place_now(vote.decision.meeting, now)


def can_withdraw(acting, decision, now=None):
    """Who keeps the minutes takes back a proposal, or a consensus recorded in error.

    A vote that is still open is stopped by it. What was voted on stands: it belongs to the voters.
    """
    if not (verdict := can_minute(acting, decision.meeting, now)):
        return verdict
    if decision.state == Decision.State.WITHDRAWN:
        return too_late(_("This decision was withdrawn already."))
    if decision.how == Decision.How.VOTE and not decision.is_proposed:
        return too_late(_("A decision that was voted on stands. Put a new one to the vote."))
    return ALLOW


def regions_at(meeting):
    """Who can take on a task: the invited regions, and the one that called."""
    invited = meeting.invitations.values("region")
    return Region.objects.filter(Q(pk__in=invited) | Q(pk=meeting.organiser_id)).order_by("code")


def owns(acting, item):
    """Its person; for a region's task, or when the person's mandate has ended, who speaks for it."""
    if acting is None:
        return False
    if item.mandate_id == acting.pk:
        return True
    orphaned = item.mandate is None or not item.mandate.is_current
    return orphaned and may(acting, Permission.ANSWER_INVITATION, item.region)


def can_report(acting, item):
    """Its owner, and who keeps the minutes of the meeting that gave it, also after their seal."""
    if owns(acting, item) or keeps_minutes(acting, item.meeting):
        return ALLOW
    return deny(
        _("%(owner)s reports on this task, or %(region)s, which called the meeting.")
        % {"owner": item.owner, "region": item.meeting.organiser.full_name}
    )


def can_drop(acting, item):
    """Only who keeps the minutes: nobody drops what the meeting has asked of him."""
    if keeps_minutes(acting, item.meeting):
        return ALLOW
    return deny(
        _("Only %(region)s, which called the meeting, drops a task.")
        % {"region": item.meeting.organiser.full_name}
    )


def owners_of(item):
    """The mandates that are told and reminded: its person, else who answers for the region, or
    for a regency, which answers no invitations, who calls its meetings."""
    mandate = item.mandate
    if mandate and mandate.is_current and mandate.user.is_active:
        return [mandate]
    region = [item.region_id]
    return list(receivers_of(region) or holders_of(region, Permission.CALL_MEETING))
