"""Progress reports: kept while they are written, sent once, never changed."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from core.photos import Shrunk
from core.sending import sent_before
from projects import notices, rules
from projects.actions.locking import locked
from projects.models import Milestone, Photo, Project, Report, ReportDraft
from projects.reporting import next_due


@dataclass(frozen=True)
class Picture:
    """What the form says of one slot for a photo: ``new`` is a photo just sent, or None where the
    one that is kept stays; ``removed`` takes the kept one out. ``place`` is where a new one was taken,
    or None; the place of a kept one stays only with ``placed``."""

    slot: int
    caption: str = ""
    stage: int = Photo.Stage.HALF
    new: Shrunk | None = None
    removed: bool = False
    placed: bool = False
    place: tuple | None = None


@transaction.atomic
def keep_report(project, *, by, token, typed, pictures=()):
    """Keep what was typed and the photos that were sent, right or not yet right.

    Returns the draft, or None if this form has been sent as a report already, in these words.
    """
    project = locked(project)
    require(rules.can_report(by, project))
    texts = {name: "".join(typed.get(name, [])) for name in ("work", "obstacles", "next_steps")}
    words = {name: text for name, text in texts.items() if text}  # nothing typed, nothing to lose
    if sent_before(Report.objects.filter(mandate=by), token, **words):
        return None
    draft, _created = ReportDraft.objects.update_or_create(
        project=project, mandate=by, defaults={"token": token, "typed": typed}
    )
    _place(draft, pictures, draft=draft)
    return draft


@transaction.atomic
def send_report(
    project, *, by, token, on, work, obstacles="", next_steps="",
    reached=(), percent=None, spent=None, going_back="", pictures=(),
):  # fmt: skip
    """Publish a report; the same form sent twice is one report.

    The lead names percent and spending; less than before needs a reason. Milestones in
    ``reached`` (numbers of rows) are done from that day on.
    """
    project = locked(project)
    if not rules.leads(by, project):
        percent, spent, going_back = None, None, ""
    words = {
        "on": on, "percent": percent, "spent": spent, "going_back": going_back, "work": work,
        "obstacles": obstacles, "next_steps": next_steps,
    }  # fmt: skip
    if sent := sent_before(Report.objects.filter(mandate=by), token, **words):
        return sent
    require(rules.can_report(by, project))
    if rules.leads(by, project):
        _refuse_going_back(project, on, percent, spent, going_back)
    milestones = _reached(project, reached, by=by)
    report = Report.objects.create(
        project=project, number=project.reports.count() + 1, region=by.region, **words,
        reached=[milestone.title for milestone in milestones], token=token,
        mandate=by, person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    Milestone.objects.filter(pk__in=[each.pk for each in milestones]).update(done_on=on)
    draft = ReportDraft.objects.filter(project=project, mandate=by).first()
    _place(draft, pictures, report=report)
    forget_drafts(ReportDraft.objects.filter(project=project, mandate=by))
    _go_on(project, report)
    audit.record("projects.reported", project, by=by, report=report.number, percent=percent)
    notices.reported(report, by=by)
    return report


def _refuse_going_back(project, on, percent, spent, reason):
    last = project.reports.of_lead().first()
    if last is None:
        return
    if on < last.on:
        raise Refusal(_("A later day has been reported on in the meantime."))
    if not reason and (percent < last.percent or spent < last.spent):
        raise Refusal(
            _("The last report says %(percent)d%%. Write why it is less now.")
            % {"percent": last.percent}
            if percent < last.percent
            else _("The last report names a higher spending. Write why it is less now.")
        )


def _reached(project, numbers, *, by):
    """The open milestones of these rows, of those on which the person may report."""
    wanted = set(numbers)
    mine = [each for each in rules.own_milestones(by, project) if each.pk in wanted]
    return [milestone for milestone in mine if milestone.done_on is None]


def _go_on(project, report):
    """What lists show of the project; a report of the lead moves the next due day."""
    changes = {"updated_at": timezone.now()}
    if report.percent is not None:
        changes |= {
            "percent": report.percent,
            "report_due_on": next_due(report.on, project.rhythm),
        }
        notices.forget_reminders(project)
    Project.objects.filter(pk=project.pk).update(**changes)


def _place(held, pictures, **owner):
    """Put the pictures, and those that the draft ``held``, into their places in ``owner``."""
    kept = {photo.slot: photo for photo in held.photos.all()} if held else {}
    for picture in pictures:
        old = kept.get(picture.slot)
        if old and (picture.removed or picture.new):
            _delete([old])
            old = None
        words = {"caption": picture.caption, "stage": picture.stage}
        if picture.new:
            Photo.objects.create(
                slot=picture.slot,
                **owner,
                **words,
                **picture.new.columns(),
                **_where(picture.place),
            )
        elif old:
            moved = {"draft": None} | owner | ({} if picture.placed else _where(None))
            Photo.objects.filter(pk=old.pk).update(**moved, **words)


def _where(place):
    return dict(zip(("latitude", "longitude"), place or (None, None), strict=True))


def forget_drafts(drafts):
    """Throw drafts away, with the pictures that nobody has seen."""
    _delete(Photo.objects.filter(draft__in=drafts))
    drafts.delete()


def _delete(photos):
    """Rows now, files once that is certain."""
    for photo in photos:
        for stored in (photo.large, photo.small):
            transaction.on_commit(partial(stored.storage.delete, stored.name))
        Photo.objects.filter(pk=photo.pk).delete()
