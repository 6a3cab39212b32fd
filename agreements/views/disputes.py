"""Disputes: the list of those that one may read, and raising one in two pages."""

from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from agreements import dispute_rules as rules
from agreements import mediation
from agreements.actions import disputing
from agreements.dispute_topics import between_of, open_about, topics_of
from agreements.forms.disputing import ChooseForm, DescribeForm
from agreements.models import Agreement, Dispute
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from projects.models import Project
from projects.people import holders
from villages.roles import Permission

S = Dispute.State
STAGES = {
    "": (gettext_lazy("All"), list(S)),
    "musyawarah": (gettext_lazy("Deliberation"), [S.DELIBERATION]),
    "menunggu": (gettext_lazy("Waits for the mediator"), [S.REFERRED]),
    "mediasi": (gettext_lazy("In mediation"), [S.MEDIATION]),
    "selesai": (gettext_lazy("Settled"), [S.SETTLED]),
    "ditutup": (gettext_lazy("Closed without result"), [S.FAILED, S.WITHDRAWN]),
}
LOOK = {
    S.DELIBERATION: ("run", "chat"),
    S.REFERRED: ("wait", "clock"),
    S.MEDIATION: ("run", "users"),
    S.SETTLED: ("ok", "check"),
    S.FAILED: ("bad", "x"),
    S.WITHDRAWN: ("", "x"),
}
COUNTED = 1000  # settled ones in the median
MOST_OPEN = 20  # shown before one more is raised


@dataclass(frozen=True)
class Line:
    """One dispute of the list, ready to show."""

    dispute: Dispute
    state: str
    kind: str
    icon: str
    names: str


def line_of(dispute):
    kind, icon = LOOK[dispute.state]
    names = [party.name for party in dispute.parties.all()]
    names += [dispute.third_party] if dispute.third_party else []
    state = str(dispute.get_state_display())
    return Line(dispute, state[:1].upper() + state[1:], kind, icon, ", ".join(names))


@method_decorator(require_safe, name="dispatch")
class DisputeList(ListView):
    """One's own, and for officers those in their care; how long the settled ones took."""

    template_name = "agreements/dispute_list.html"
    paginator_class = CappedPaginator
    paginate_by = 20

    def get_queryset(self):
        self.stage = self.request.GET.get("tahap", "")
        if self.stage not in STAGES:
            self.stage = ""
        self.seen = Dispute.objects.visible_to(self.request.user)
        rows = self.seen.filter(state__in=STAGES[self.stage][1])
        return rows.with_subject().prefetch_related("parties")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        settled = self.seen.settled().order_by("-pk").only("raised_at", "closed_at")[:COUNTED]
        return context | {
            "lines": [line_of(dispute) for dispute in context["object_list"]],
            "chips": [(key, label, key == self.stage) for key, (label, _s) in STAGES.items()],
            "stage": self.stage,
            "times": mediation.times(dispute.days for dispute in settled),
        }


def of_subject(view):
    """A view of an agreement or project that the person sees; 404 otherwise."""

    @wraps(view)
    def shown(request, source, code):
        model = {"kesepakatan": Agreement, "proyek": Project}.get(source)
        if model is None:
            raise Http404
        subject = get_object_or_404(model.objects.visible_to(request.user), code=code.upper())
        try:
            require(rules.can_raise(request.acting, subject))
            return view(request, source, subject)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
            return redirect(refusal.back or subject)

    return shown


def _choose_form(request, subject, data=None):
    return ChooseForm(
        data, others=rules.others(request.acting.region_id, subject), topics=topics_of(subject),
        third_parties=rules.third_parties(subject), own=request.acting.region_id,
    )  # fmt: skip


@require_safe
@of_subject
def choose(request, source, subject):
    """First page: with whom and about what."""
    rows = Dispute.objects.still_open().of_region(request.acting.region_id).with_subject()
    rows = rows.filter(**{subject._meta.model_name: subject}).prefetch_related("parties")
    context = {"subject": subject, "source": source, "form": _choose_form(request, subject)}
    context["open"] = [line_of(dispute) for dispute in rows.order_by("-pk")[:MOST_OPEN]]
    return render(request, "agreements/dispute_choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_subject
def describe(request, source, subject):
    """Second page: what happened; what was chosen stands in the address. What is open already is
    said before anything is written."""
    chosen = _choose_form(request, subject, request.GET)
    context = {"subject": subject, "source": source}
    if not chosen.is_valid():
        return render(request, "agreements/dispute_choose.html", context | {"form": chosen})
    if request.method != "POST" and (same := _open_case(request, subject, chosen.chosen)):
        context |= {"form": chosen, "open": [line_of(same)]}
        return render(request, "agreements/dispute_choose.html", context)
    form = DescribeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        limit("agreements.dispute", request.user.pk, times=20, seconds=3600)
        try:
            dispute = disputing.raise_dispute(
                subject, by=request.acting, **chosen.chosen, **form.cleaned_data
            )
        except disputing.AgainstOneself as refusal:
            form.add_error(None, str(refusal))
        except disputing.AlreadyOpen as refusal:  # meanwhile; what was typed stays
            form.add_error(None, str(refusal))
            context["open"] = [line_of(refusal.dispute)]
        else:
            messages.success(request, _told(dispute))
            return redirect(dispute)
    context |= {"form": form, "names": chosen.names, "topic": chosen.chosen["topic"]}
    return render(request, "agreements/dispute_describe.html", context)


def _open_case(request, subject, chosen):
    codes = [request.acting.region_id, *chosen["against"]]
    between = between_of(codes, chosen["third_party"])
    return open_about(subject, chosen["topic"], between)


def _told(dispute):
    """Who of the others knows of it by now, and who does not."""
    others = [side.region_id for side in rules.sides(dispute) if side.side == side.Side.RESPONDENT]
    outside = {"name": dispute.third_party}
    if not others:
        return _("Raised. %(name)s has no account here: please tell it on paper.") % outside
    if not holders(others, Permission.RECORD_AGREEMENT).exists():
        return _(
            "Raised. Nobody of the other parties has a verified account yet: please tell them."
        )
    if dispute.third_party:
        return (
            _("Raised. The other regions have been told by e-mail; please tell %(name)s on paper.")
            % outside
        )
    return _("Raised. The other parties have been told by e-mail.")
