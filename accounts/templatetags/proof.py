"""What the page that asks for a fresh proof says it is for."""

from django import template

from accounts.confirmation import subject_of

register = template.Library()


@register.simple_tag(takes_context=True)
def proof_subject(context):
    return subject_of(context["request"])
