"""Every form says in whose name it was drawn. Built into all templates (settings.TEMPLATES)."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from villages.middleware import FORM_FIELD

register = template.Library()


class SignedFormNode(CsrfTokenNode):
    """Django's own hidden field, and beside it the mandate that the page named to the reader."""

    def render(self, context):
        request = context.get("request")
        acting = getattr(request, "acting", None)
        field = (
            format_html('<input type="hidden" name="{}" value="{}">', FORM_FIELD, acting.pk)
            if acting
            else ""
        )
        return super().render(context) + field


@register.tag
def csrf_token(parser, token):
    """Takes the place of Django's tag of this name, so that no form can forget the capacity."""
    return SignedFormNode()
