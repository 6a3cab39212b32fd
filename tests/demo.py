"""The demo in a test database: the regions it needs, made in a second or two, and its people."""

from accounts.models import User
from forum_portal.demo import people, places
from tests.factories.agreements import ask_at_home
from villages import gazetteer
from villages.actions.regions import import_regions

_PROVINCES = (places.BANGUN_REJO[:2], places.LEKSONO[:2])
_SUBDISTRICTS = (places.BANGUN_REJO, places.LEKSONO)


def load_regions():
    """Both provinces down to their subdistricts, and the villages of the two that take part; and
    what agreements ask at home, which a test that empties all tables takes away."""
    ask_at_home()
    entries = (
        entry
        for entry in gazetteer.read()
        if entry.code.startswith(_PROVINCES)
        and (entry.level < 4 or entry.code.startswith(_SUBDISTRICTS))
    )
    import_regions(entries, gazetteer.read_local_terms())


def user_of(mailbox):
    return User.objects.get(email=f"{mailbox}@{people.DOMAIN}")
