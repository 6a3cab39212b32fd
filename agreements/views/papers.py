"""What of an agreement is taken home as a file: the exact text, PDF, DOCX, and all of it to check."""

import re
from tempfile import TemporaryFile

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.http import require_safe

from agreements import bundle as bundles
from agreements import docx, rules
from agreements.views.reading import visible
from core.uploads import made_paper_response, paper_response

_NUMBER = re.compile(r"[0-9]{1,4}")


def _name_of(agreement):
    return f"kesepakatan-{agreement.code}"


@login_not_required
@require_safe
def text(request, code):
    """The exact text, byte for byte as it was hashed; older versions for those involved."""
    agreement = visible(request, code)
    version = agreement.current
    if number := request.GET.get("versi", ""):
        if not _NUMBER.fullmatch(number):
            raise Http404
        version = get_object_or_404(agreement.versions, number=int(number))
    if version is None or (
        version != agreement.current and not rules.is_involved(request.acting, agreement)
    ):
        raise Http404
    response = HttpResponse(version.text.encode(), content_type="text/plain; charset=utf-8")
    name = f"naskah-{agreement.code}-versi-{version.number}.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_safe
def sheet(request, code):
    """The PDF, as it was made when the last party had approved."""
    agreement = visible(request, code)
    if not agreement.sheet:
        raise Http404
    return paper_response(agreement.sheet, _name_of(agreement))


@login_not_required
@require_safe
def word(request, code):
    """The text as it stands now, to be marked and signed on paper."""
    agreement = visible(request, code)
    with override("id"):
        content = docx.text_docx(agreement)
    return made_paper_response(content, _name_of(agreement), "docx")


@login_not_required
@require_safe
def bundle(request, code):
    """Everything that proves the agreement, in one file; once its PDF is made."""
    agreement = visible(request, code)
    if not agreement.sheet:
        raise Http404
    out = TemporaryFile()  # noqa: SIM115  (the answer closes it when it is sent)
    bundles.write(agreement, out)
    out.seek(0)
    return made_paper_response(out, _name_of(agreement), "zip")


@login_not_required
@require_safe
def recipe(request):
    """How to check a text, its approvals and its PDF without this portal."""
    return render(request, "agreements/recipe.html")
