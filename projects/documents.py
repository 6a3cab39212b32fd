"""A project on one sheet of A4, with a QR code to its page: to pin up, to hand out, to take along."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import formats, pdf, qr
from projects.models import Milestone
from projects.page import money_of
from projects.stages import BAR, place_of, stage_words
from villages.models.profile import Sector

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"


def sheet(project, now):
    """The PDF's bytes; sheets are Indonesian, whoever reads them. ``now`` is an aware moment.

    The project comes with its seats, answers and contributions.
    """
    with override("id"):
        return pdf.make(TEMPLATE, sheet_data(project, now), moment=now)


def sheet_data(project, now):
    """All that the template prints, ready as Indonesian text."""
    version, money = project.current, money_of(project)
    url = settings.SITE_URL + project.get_absolute_url()
    return {
        "title": project.title,
        "summary": project.summary,
        "code": project.code,
        "stages": [str(stage.label) for stage in BAR],
        "place": place_of(project),
        "state": _standing(project),
        "sectors": ", ".join(capfirst(str(Sector(value).label)) for value in project.sectors),
        "lead": f"{project.lead.full_name}, {project.lead.parent.full_name}",
        "when": _("From %(start)s to %(end)s.")
        % {"start": formats.day(version.starts_on), "end": formats.day(version.ends_on)},
        "percent": "" if project.percent is None else f"{project.percent}%",
        "problem": version.problem,
        "aim": version.aim,
        "version": version.number,
        "seats": [_seat(project, seat) for seat in project.partnerships.all()],
        "cost": formats.rupiah(money.cost),
        "cost_by": "Jumlah RAB" if money.has_budget else "Perkiraan biaya",
        "promised": formats.rupiah(money.promised),
        "gap": formats.rupiah(money.gap),
        "shares": [_share(share) for share in money.shares],
        "milestones": [_step(each) for each in _milestones(project)],
        "url": url.removeprefix("https://").removeprefix("http://"),
        "domain": urlsplit(settings.SITE_URL).netloc,
        "qr": qr.svg_file(url),
        "site": settings.SITE_NAME,
        "taken": formats.moment(now, project.zone),
        "on": project.today_at(now).isoformat(),
    }


def _standing(project):
    """Musyawarah: perlu diperbaiki; the stage alone where the state says the same."""
    stage, state = str(stage_words(project)), project.get_state_display()
    return stage if stage == capfirst(state) else f"{stage}: {state}"


def _seat(project, seat):
    given = project.current.answer_of(seat.region_id)
    return {
        "region": seat.region.full_name,
        "role": capfirst(seat.get_role_display()),
        "answer": capfirst(given.get_answer_display()) if given else "Belum menjawab",
    }


def _share(share):
    return {
        "region": f"{share.party} (bukan mitra lagi)" if share.has_left else share.party,
        "what": ", ".join(_what(line) for line in share.lines),
        "total": _worth(share),
    }


def _what(line):
    """Tenaga kerja (200 hari kerja; baru direncanakan)."""
    beside = [line.note] if line.note else []
    if line.is_planned:
        beside.append("baru direncanakan")
    return f"{line.kind} ({'; '.join(beside)})" if beside else line.kind


def _worth(share):
    """What counts, then what is only planned."""
    words = [formats.rupiah(share.total)] if share.total else []
    if share.planned:
        words.append(f"{formats.rupiah(share.planned)} baru direncanakan")
    unpaid = "tidak menjadi komitmen" if share.has_lapsed else "tidak dinilai dengan uang"
    return "; ".join(words) or unpaid


def _milestones(project):
    return Milestone.objects.filter(project=project).select_related("owner")


def _step(milestone):
    planned = formats.day(milestone.planned_on)
    return {
        "title": milestone.title,
        "owner": milestone.owner.full_name,
        "weight": f"{milestone.weight}%",
        "day": formats.day(milestone.done_on) if milestone.done_on else planned,
        "done": milestone.done_on is not None,
    }
