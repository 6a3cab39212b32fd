"""Filters for the templates of mails; see ``notifications.letters``."""

from django import template
from django.utils.text import Truncator

from notifications import subjects

register = template.Library()


@register.filter
def quoted(text, longest=400):
    """What somebody wrote, cut and marked as his words: every line begins with ">"."""
    lines = Truncator(str(text).strip()).chars(longest).splitlines()
    return "\n".join(f"> {line.strip()}".rstrip() for line in lines)


@register.filter
def shrinks(text):
    """What gives way when the subject is too long; see ``notifications.subjects``."""
    return subjects.shrinking(text)
