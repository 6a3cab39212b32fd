"""One place that sets a mail: a template of plain sentences becomes subject, text and HTML.

A floor writes one file a mail, ``templates/<floor>/mail/<name>.txt``, of four blocks, and nothing
for HTML; greeting, button, the reason at the end and the looks are ours:

    {% extends "notifications/mail/base.txt" %}{% load i18n formats letters %}
    {% block subject %}{% blocktranslate with title=project.title|shrinks %}{{ title }}: consent asked{% endblocktranslate %}{% endblock %}
    {% block body %}{% blocktranslate trimmed %}Village {{ lead }} asks …{% endblocktranslate %}

    {% translate "Place" %}: {{ place }}
    {% translate "Cost" %}: {{ cost|rupiah }}

    {{ note|quoted }}{% endblock %}
    {% block button %}{% translate "Answer the proposal" %}{% endblock %}
    {% block reason %}{% translate "you are the head of a partner village" %}{% endblock %}

What ``|shrinks`` in the subject gives way when it is too long. ``context["url"]`` is where the button leads: a path (``obj.get_absolute_url()``) or an address
that starts with ``SITE_URL``; without ``button`` or ``url`` there is no button. ``reason`` ends the
sentence "You receive this because …". In ``body`` an empty line parts the paragraphs; lines that
begin with "- " are a list; two or more lines "Label: value" are a small table; words and below them
one of our own addresses are a link; ``|quoted`` is for what people wrote (quoted and cut). Nothing
needs escaping, and no address in the text becomes a link, save those of this site. Used by a
floor's notices:

    with speaking(user):
        post(user, key=…, kind=…, **letter("projects/mail/consent_asked", user, {…})._asdict())
"""

import re
import uuid
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from accounts.language import speaking
from notifications.subjects import fitted

_CODE = re.compile(r"[0-9A-Z-]{4,12}")
_FACT = re.compile(r"([^:\n]{1,40}): (\S.*)")
# What mail programs would make a link of: an address, or a name like "contoh.desa.id".
_LINKLIKE = re.compile(r"(?<![@\w])(?:\w+://|(?:[\w-]+\.)+[^\W\d_]{2})\S*")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{0,3}\W*")  # S.Pd., s.d.
_PAUSE = "\u200b"


class Letter(NamedTuple):
    """What ``actions.post`` wants of a mail's wording."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Part:
    """A piece of the body: ``kind`` is paragraph, list, quote, facts, link or code."""

    kind: str
    lines: list


def letter(template, user, context):
    """Set the mail ``template`` ("projects/mail/consent_asked") for ``user``, in his language.

    ``user`` None is somebody without an account (he is not greeted by name, and gets the language
    of the moment); ``context["greet"] = False`` leaves the name out for one whose name nobody
    has checked. Returns ``Letter(subject, text, html)``.
    """
    with speaking(user) if user else override(get_language()):
        return _set(template, user, context)


def _set(template, user, context):
    subject, body, button, reason = _blocks(template, context)
    url = context.get("url", "")
    frame = {
        "name": harmless(user.get_full_name()[:60]) if user and context.get("greet", True) else "",
        "body": harmless(_tidy(body)),
        "parts": parts_of(harmless(_tidy(body))),
        "button": button if url else "",
        "url": url if url.startswith("http") else settings.SITE_URL + url,
        "reason": harmless(reason.rstrip(".")),
        "subject": harmless(fitted(subject)),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
    text = render_to_string("notifications/mail/letter.txt", frame)
    return Letter(
        frame["subject"],
        _tidy(text) + "\n",
        render_to_string("notifications/mail/letter.html", frame),
    )


def _blocks(template, context):
    """The template's blocks, parted by a mark that nobody can have written into them."""
    mark = uuid.uuid4().hex
    whole = render_to_string(f"{template}.txt", {**context, "mark": mark})
    subject, body, button, reason = whole.split(mark)
    return subject, body, " ".join(button.split()), " ".join(reason.split())


def _is_own(line):
    """One address of this site and nothing else."""
    return line.startswith(settings.SITE_URL + "/") and not re.search(r"\s", line)


def _tidy(text):
    """No blanks at line ends, no more than one empty line."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def parts_of(body):
    """The paragraphs, lists, quotations and small tables of ``body``."""
    return [_part(block.split("\n")) for block in body.split("\n\n") if block]


def _part(lines):
    if all(line.startswith(">") for line in lines):
        return Part("quote", [line[1:].strip() for line in lines])
    if all(line.startswith("- ") for line in lines):
        return Part("list", [line[2:] for line in lines])
    if len(lines) == 2 and _is_own(lines[1]):
        return Part("link", lines)
    if len(lines) == 1 and _CODE.fullmatch(lines[0]):
        return Part("code", lines)
    facts = [_FACT.fullmatch(line) for line in lines]
    if len(lines) > 1 and all(facts):
        return Part("facts", [fact.groups() for fact in facts])
    return Part("paragraph", lines)


def harmless(text):
    """``text`` in which a mail program finds no address but ours to make a link of.

    Names and titles are written by users; the forum's own mails shall not carry their links.
    """
    return _LINKLIKE.sub(lambda found: _broken(found.group()), text)


def _broken(word):
    own = word.startswith(settings.SITE_URL + "/") or word.rstrip(".,;:)") == settings.SITE_URL
    if own or _ABBREVIATION.fullmatch(word):
        return word
    return re.sub(r"([./])(?=\S)", rf"\1{_PAUSE}", word)
