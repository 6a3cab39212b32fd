"""Title and term of what follows an agreement; of a replacement its parties too."""

from agreements import kinds, recitals, succession
from agreements.forms.drafting import PartiesForm


class SuccessorForm(PartiesForm):
    """``way`` is one of ``succession.WAYS``; a change of words keeps the last day."""

    field_order = ["title", "parties", "starts_on", "ends_on"]

    def __init__(self, data=None, *, way, before, regions, must_hold, today):
        self.way, self.before, self.today = way, before, today
        term = succession.suggested_term(way.key, before, today)
        initial = {
            "title": recitals.title_of(way.key, before.title),
            "starts_on": term.starts_on,
            "ends_on": term.ends_on,
            "parties": list(before.parties.values_list("region", flat=True)),
        }
        super().__init__(data, regions=regions, must_hold=must_hold, initial=initial)
        if way.key == succession.AMENDMENT:
            del self.fields["ends_on"]
        if way.key != succession.REPLACEMENT:
            del self.fields["parties"]

    def clean(self):
        cleaned = super().clean()
        if self.way.key == succession.AMENDMENT:
            cleaned["ends_on"] = self.before.ends_on
        if cleaned.get("starts_on") and cleaned.get("ends_on"):
            self._check_term(succession.Term(cleaned["starts_on"], cleaned["ends_on"]))
        if regions := cleaned.get("parties"):
            self.check_parties(regions, kinds.KINDS[self.before.kind])
        return cleaned

    def _check_term(self, term):
        if wrong := succession.term_problem(self.way.key, self.before, term, self.today):
            field, text = wrong
            self.add_error(field if field in self.fields else "starts_on", text)

    def words(self):
        """What ``actions.succeed`` wants."""
        words = dict(self.cleaned_data)
        return words | {"way": self.way.key, "regions": words.pop("parties", None)}
