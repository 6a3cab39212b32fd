"""The agenda of a meeting, written as a whole by whoever holds the meeting's lock."""

from meetings.models import AgendaItem


def write_agenda(meeting, rows):
    """Make the agenda be ``rows`` (dicts) in their order, and return its items.

    A row that names the ``item`` which it was before stays that item, with all that hangs on it.
    """
    there = {item.pk: item for item in meeting.agenda.all()}
    items = []
    for position, row in enumerate(rows, start=1):
        facts = {name: value for name, value in row.items() if name != "item"}
        item = there.pop(row.get("item"), None) or AgendaItem(meeting=meeting)
        for name, value in {**facts, "position": position}.items():
            setattr(item, name, value)
        items.append(item)
    meeting.agenda.filter(pk__in=list(there)).delete()
    for item in items:
        item.save()
    return items
