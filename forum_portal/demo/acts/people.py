"""People register, apply, are checked; forums are founded; villages tell of themselves."""

from datetime import timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from forum_portal.demo import people, pictures, places, supporters
from forum_portal.demo.papers import decree
from villages.actions import forums, mandates, profiles
from villages.models import Mandate, Profile, Region
from villages.models.mandate import Office

PERSONAL = "operator"
_WRITERS = (Office.SECRETARY, Office.SUBDISTRICT_OFFICER)
_TERM_START, _TERM_END = -820, 2100  # of elected heads: eight years
# The first on the portal, so that something is there that is older than a year.
_PIONEERS = ("33.07.05", "33.07.05.2004", "33.07.05.2005")
_AHEAD = 545  # days


def plan(story):
    """Put everybody's way into the portal into the story's timeline."""
    story.on(-205 - _AHEAD, open_accounts)
    for person in people.OFFICERS:
        story.on(-202 - _ahead(person), claim, person)
    operators = [p for p in people.OFFICERS if p.office != Office.SUBDISTRICT_OFFICER]
    for person in operators:
        story.on(-201 - _ahead(person), verify, person, PERSONAL, hour=10)
    for person in people.OFFICERS:
        if person not in operators:
            story.on(-200 - _ahead(person), verify, person, _camat_of(person.region), hour=11)
    story.on(-199, claim, people.OFFICE_BESIDE)
    story.on(-198, verify, people.OFFICE_BESIDE, _camat_of(people.OFFICE_BESIDE.region), hour=11)
    for home, name, about, unit in places.FORUMS:
        story.on(-199, found_forum, home, name, about, unit)
    _plan_villages(story)
    _plan_change_of_head(story)
    _plan_open_claims(story)


def _ahead(person):
    """How many days this person was here before the others."""
    return _AHEAD if person.region in _PIONEERS else 0


def _plan_villages(story):
    first = [p for p in people.REPRESENTATIVES if p != _follower()]
    for number, person in enumerate((*first, people.FORMER)):
        day = -198 + number % 8 - _ahead(person)
        story.on(day, claim, person)
        story.on(day + 2, verify, person, _checker_of(person.region), hour=13)
    for number, place in enumerate((*places.SUBDISTRICTS, *places.VILLAGES)):
        story.on(-186 + number % 5, describe, place, hour=14)
    for person in people.COUNCIL:
        story.on(-70, claim, person)
        story.on(-68, verify, person, _checker_of(person.region), hour=13)


def _plan_change_of_head(story):
    """A term ends early, and an acting head follows."""
    checker = _checker_of(people.FORMER.region)
    reason = "Mengundurkan diri untuk mengikuti pemilihan. Penjabat sudah ditetapkan."
    story.on(-112, end, people.FORMER, checker, reason)
    story.on(-108, claim, _follower())
    story.on(-107, verify, _follower(), checker, hour=13)


def _plan_open_claims(story):
    """What waits in the queues of the officers and of the operators today."""
    for number, person in enumerate((*people.WAITING, *people.FIRST_OFFICERS)):
        story.on(-1 - number % 3, claim, person, hour=15)
    for person in (*people.RETURNED, people.NEWCOMER):
        story.on(-4, claim, person, hour=15)
        story.on(-2, give_back, person, _checker_of(person.region), hour=9)


def _follower():
    return next(
        p for p in people.REPRESENTATIVES
        if p.region == people.FORMER.region and p.office == Office.HEAD
    )  # fmt: skip


def _camat_of(region):
    return next(
        p.mailbox for p in people.OFFICERS
        if p.region == region and p.office == Office.SUBDISTRICT_HEAD
    )  # fmt: skip


def _checker_of(region):
    """The officer of the subdistrict who checks its villages."""
    return next(
        p.mailbox for p in people.OFFICERS
        if region.startswith(p.region) and p.office == Office.SUBDISTRICT_OFFICER
    )  # fmt: skip


def open_accounts(story):
    """One hash serves all: the password is the same, and a slow hash is slow on purpose."""
    password = make_password(people.PASSWORD)
    first = timezone.now()
    later = first + timedelta(days=_AHEAD)
    joined = [(p, first if _ahead(p) else later) for p in people.everybody()]
    joined += [(p, later) for p in supporters.PEOPLE]
    rows = [(p.mailbox, p.email, p.name, p.nip, False, when) for p, when in joined]
    rows.append((PERSONAL, people.OPERATOR_EMAIL, people.OPERATOR_NAME, "", True, first))
    users = User.objects.bulk_create(
        User(email=email, full_name=name, nip=nip, password=password, date_joined=when,
             is_staff=operator, is_superuser=operator)
        for _mailbox, email, name, nip, operator, when in rows
    )  # fmt: skip
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    story.people = {row[0]: user for row, user in zip(rows, users, strict=True)}


def claim(story, person):
    region = story.region(person.region)
    starts_on, ends_on = _term(story, person)
    number = f"141/{len(person.name):02d}{len(region.name)}/SK/{starts_on.year}"
    mandates.claim(
        by=story.people[person.mailbox],
        region=region,
        office=person.office,
        starts_on=starts_on,
        ends_on=ends_on,
        decree_number=number,
        decree=decree(
            number=number,
            name=person.name,
            office=person.position or Office(person.office).value,
            region=region.full_name,
            since=f"{starts_on:%d-%m-%Y}",
        ),
        acting=person.acting,
        position=person.position,
    )


def _term(story, person):
    if person.acting:
        return story.day(-110), story.day(250)
    if person.office == Office.HEAD:
        return story.day(_TERM_START), story.day(_TERM_END)
    return story.day(_TERM_START if _ahead(person) else -400), None


def verify(story, person, checker):
    mandates.verify(_claim_of(story, person), by=_by(story, checker))


def give_back(story, person, checker):
    mandates.return_for_correction(
        _claim_of(story, person),
        by=_by(story, checker),
        reason="Surat tugas belum terbaca. Mohon foto ulang di tempat terang.",
    )


def end(story, person, checker, reason):
    mandates.end(story.mandate(person.mailbox), by=_by(story, checker), reason=reason)


def _by(story, checker):
    """Operators act as themselves, officers in their office."""
    return story.people[checker] if checker == PERSONAL else story.mandate(checker)


def _claim_of(story, person):
    claims = Mandate.objects.awaiting_check().filter(user=story.people[person.mailbox])
    return claims.with_people().get()


def found_forum(story, home, name, about, unit):
    """All villages of the subdistrict are members, and the kelurahan too."""
    region = story.region(home)
    forums.found_forum(
        by=story.mandate(_checker_of(home)),
        members=list(Region.objects.filter(parent=region).order_by("code")),
        name=name,
        about=about,
        letter_unit=unit,
        letter_logo=ContentFile(pictures.logo(), "logo.png"),
    )


def describe(story, place):
    """The secretary (or the subdistrict's officer) fills in the profile."""
    profile = Profile.objects.select_related("region__parent").get(region=place.code)
    by = Mandate.objects.verified().filter(region=place.code, office__in=_WRITERS)
    profiles.change_profile(
        profile,
        by=by.with_people().first(),
        seen="",
        about=place.about,
        strengths=list(place.strengths),
        needs=list(place.needs),
        population=place.population,
        households=place.households,
        area_ha=Decimal(place.area_ha),
        figures_from=places.FIGURES_FROM,
        latitude=Decimal(place.latitude),
        longitude=Decimal(place.longitude),
        office_address=_address(profile.region),
    )


def _address(region):
    if region.is_subdistrict:
        return f"Kantor Kecamatan {region.name}"
    return f"Balai {region.full_name}, Kecamatan {region.parent.name}"
