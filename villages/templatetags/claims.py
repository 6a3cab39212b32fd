"""For the operators' first page: how many applications wait."""

from django import template

from villages.models import Mandate

register = template.Library()


@register.simple_tag
def claims_waiting():
    return Mandate.objects.awaiting_check().count()
