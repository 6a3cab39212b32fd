"""What a letter's template is built on."""

import re

from django.template.loader import get_template


def ancestry_of(name):
    """The source of a template and of all that it extends, as one string."""
    source = get_template(name).template.source
    parent = re.search(r'{% extends "([^"]+)" %}', source)
    return source + (ancestry_of(parent.group(1)) if parent else "")
