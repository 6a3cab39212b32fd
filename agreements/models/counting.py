"""Counts of rows that hang on another, for lists."""

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce


def number_of(model, **condition):
    """How many rows of a model fit the row outside, 0 where none does."""
    rows = model.objects.filter(**condition).order_by().values(*condition)
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)
