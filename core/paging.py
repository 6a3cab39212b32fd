"""Pages of a list whose cost has a bound, whatever the size of the table."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class CappedPaginator(Paginator):
    """Counts at most ``limit`` rows and offers no page beyond them; filters narrow the rest.

    ``capped`` says that there are more rows than that ("lebih dari 1.000").
    """

    limit = 1000

    @cached_property
    def _counted(self):
        return self.object_list[: self.limit + 1].count()

    @cached_property
    def count(self):
        return min(self._counted, self.limit)

    @property
    def capped(self):
        return self._counted > self.limit
