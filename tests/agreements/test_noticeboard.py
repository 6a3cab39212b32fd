"""Planned rules from the draft to the outcome: who is asked, who may say what, and what stays."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from agreements import actions
from agreements import noticeboard_rules as rules
from agreements.actions.announcing import Shorter
from agreements.models import PlannedRule, RuleComment
from agreements.noticeboard import asked_of, comments_of, standing_of
from agreements.overlaps import overlaps_of
from core.errors import Forbidden, Refusal
from core.formats import day_in
from core.models import AuditEvent
from notifications.models import Mail, Notification
from tests.agreements.board import (
    announced,
    comment,
    decide,
    draft,
    ended,
    fresh,
    in_days,
    pdf,
    words,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db


def asked(planned):
    return {row.region_id: row.ground for row in planned.affected.all()}


def verbs(planned):
    events = AuditEvent.objects.filter(target_id=str(planned.pk), target_type__endswith="rule")
    return set(events.values_list("verb", flat=True))


def test_a_draft_is_announced_and_those_named_are_told(sojokerto, besani, people):
    planned = draft(sojokerto, named=[besani])
    assert Mail.objects.count() == 0 and not PlannedRule.objects.public().exists()

    planned = actions.announce(planned, by=people["drafting head"], seen=planned.revision)

    assert planned.current.number == 1 and planned.current.text == planned.text
    assert asked(planned) == {besani.pk: "named"}
    told = set(Mail.objects.values_list("recipient", flat=True))
    assert told == {people[who].user_id for who in ("other head", "other secretary")}
    assert Notification.objects.filter(about=planned.key).count() == 2
    assert verbs(planned) == {"agreements.rule_planned", "agreements.rule_announced"}


def test_the_whole_subdistrict_is_asked_with_its_villages(
    sojokerto, besani, sawangan, leksono, people
):
    planned = announced(
        leksono, by=people["own officer"], area="subdistrict", kind="edaran", named=[besani]
    )

    assert asked(planned) == {besani.pk: "named", sojokerto.pk: "area", sawangan.pk: "area"}
    assert planned.area_codes == [leksono.pk]


def test_a_village_regulation_for_the_whole_subdistrict_is_refused(sojokerto, leksono):
    for wide in ({"area": "subdistrict"}, {"area": "chosen", "chosen": [leksono]}):
        with pytest.raises(Refusal):
            draft(sojokerto, kind="perdes", **wide)
    assert draft(sojokerto, kind="edaran", area="subdistrict").area_codes == [leksono.pk]


def test_chosen_regions_are_the_area_and_asked(sojokerto, besani, sawangan, people):
    planned = announced(sojokerto, area="chosen", chosen=[besani])

    assert planned.area_codes == [besani.pk]
    assert asked(planned) == {besani.pk: "area"}


def test_who_has_something_of_the_same_sector_nearby_is_asked(sojokerto, besani, sawangan, people):
    ProjectFactory(
        lead=besani, partners=[sawangan], state="running", sectors=["waste"], title="Bank sampah"
    )

    planned = announced(sojokerto)

    (found,) = overlaps_of(fresh(planned))
    assert found.sort == "proyek" and found.thing.title == "Bank sampah"
    assert found.reason.startswith(
        "sektor sama: pengelolaan sampah; wilayah berdekatan: Desa Besani"
    )
    assert asked(planned) == {besani.pk: "overlap", sawangan.pk: "overlap"}


def test_agreements_and_other_plans_are_pointed_out_the_closest_first(
    sojokerto, besani, leksono, people
):
    agreement = AgreementFactory(regions=[sojokerto, besani], state="in_force")
    sectors = agreement.project.sectors
    near = announced(besani, by=people["other head"], sectors=sectors, title="Iuran air Besani")
    draft(besani, by=people["other head"], sectors=sectors, title="Masih draf")

    planned = draft(sojokerto, sectors=sectors)

    found = [(each.sort, each.thing.title) for each in overlaps_of(planned)]
    assert found[0][0] in ("kesepakatan", "proyek") and found[-1] == ("rencana", near.title)
    assert len(found) == 3  # the agreement, its project, and the other plan


def test_a_given_up_plan_meets_nobody(sojokerto, besani, people):
    other = announced(besani, by=people["other head"])
    assert len(overlaps_of(draft(sojokerto))) == 1

    actions.withdraw_rule(other, by=people["other head"], reason="Belum perlu.")

    assert overlaps_of(draft(sojokerto)) == []


def test_the_cost_of_overlaps_does_not_grow(sojokerto, besani, people, django_assert_num_queries):
    for _round in range(2):
        for number in range(3):
            announced(besani, by=people["other head"], title=f"Rencana {number}")
            ProjectFactory(lead=besani, partners=[sojokerto], state="running", sectors=["waste"])
        planned = fresh(draft(sojokerto))
        with django_assert_num_queries(6):
            overlaps_of(planned)


def test_what_was_done_about_an_overlap_is_said_in_a_sentence(sojokerto, besani, people):
    other = announced(besani, by=people["other head"])
    planned = draft(sojokerto)
    note = {"by": people["drafting secretary"], "sort": "rencana", "code": other.code}
    token = uuid.uuid4()

    for _click in range(2):
        actions.note_overlap(planned, **note, token=token, text="Sudah dibahas bersama.")
    actions.note_overlap(planned, **note, token=uuid.uuid4(), text="Tarif disamakan.")

    (found,) = overlaps_of(planned)
    assert found.note.text == "Tarif disamakan." and planned.overlap_notes.count() == 2
    with pytest.raises(Refusal):
        actions.note_overlap(planned, **(note | {"code": "XXXXXXX"}), token=uuid.uuid4(), text="a")
    with pytest.raises(Forbidden):
        actions.note_overlap(
            planned, **(note | {"by": people["other head"]}), token=uuid.uuid4(), text="a"
        )


def test_comments_are_kept_with_version_office_and_whether_they_were_asked(
    sojokerto, besani, people
):
    planned = announced(sojokerto, named=[besani])

    own = comment(planned, people["other head"], words="Truk tidak lewat malam hari.")
    other = comment(planned, people["stranger head"], stance="support", text="Baik.")

    assert (own.is_affected, other.is_affected) == (True, False)
    assert own.version.number == 1 and own.person_name and own.office_title
    assert [each.pk for each in comments_of(planned, affected=True)] == [own.pk]
    assert [each.pk for each in comments_of(planned, affected=False)] == [other.pk]
    lines = Notification.objects.filter(kind="agreements.rule_commented")
    assert lines.filter(recipient=people["drafting head"].user).count() == 2


def test_silence_is_silence(sojokerto, besani, sawangan, people):
    planned = announced(sojokerto, named=[besani, sawangan])
    comment(planned, people["other head"])

    spoken, silent = asked_of(planned)

    assert spoken.region == besani and spoken.comment.stance == "concern"
    assert silent.region == sawangan and silent.comment is None


def test_a_correction_is_a_later_row_and_counts(sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    first = comment(planned, people["other head"])

    later = comment(planned, people["other secretary"], stance="support", corrects=first.pk)

    assert later.corrects == first and asked_of(planned)[0].comment.stance == "support"
    with pytest.raises(Refusal):
        comment(planned, people["other head"], corrects=first.pk)
    with pytest.raises(Forbidden):
        comment(planned, people["stranger head"], corrects=later.pk)


def test_comments_after_the_end_are_refused_with_the_day(sojokerto, besani, people):
    planned = ended(announced(sojokerto, named=[besani]))

    with pytest.raises(Refusal, match="berakhir pada"):
        comment(planned, people["other head"])
    assert not RuleComment.objects.exists()


def test_a_comment_is_set_right_in_time_only(sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    said = comment(planned, people["other head"])

    with pytest.raises(Refusal, match="berakhir pada"):
        comment(ended(planned), people["other secretary"], corrects=said.pk)
    assert RuleComment.objects.get() == said


def test_the_database_takes_no_comment_out_of_time_or_of_ones_own(sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    said = {
        "planned": planned, "version": planned.current, "is_affected": True, "stance": "support",
        "text": "x", "mandate": people["other head"], "person_name": "x", "office_title": "x",
    }  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleComment.objects.create(region=sojokerto, **said)
    ended(planned, days=2)  # the database counts days in UTC, which begin hours later
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleComment.objects.create(region=besani, **said)


def test_the_database_keeps_what_was_announced(sojokerto, besani):
    planned = announced(sojokerto)
    rows = PlannedRule.objects.filter(pk=planned.pk)
    for change in (
        {"text": "lain"}, {"comments_until": in_days(5)}, {"state": "draft"},
        {"announced_at": None},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_a_change_is_a_numbered_version_and_the_time_never_gets_shorter(sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    secretary = people["drafting secretary"]
    change = {"by": secretary, "seen": planned.revision, "change_note": "Iuran turun."}

    with pytest.raises(Shorter):
        actions.change_rule(planned, **change, **words(comments_until=in_days(13)))
    later = words(comments_until=in_days(20), named=[besani], text="Iuran Rp5.000 sebulan.")
    changed = actions.change_rule(planned, **change, **later)

    assert changed.current.number == 2 and changed.versions.get(number=1).text == words()["text"]
    assert Mail.objects.filter(kind="agreements.rule_changed").count() == 2
    with pytest.raises(actions.Changed):
        actions.change_rule(planned, **change, **later)
    with pytest.raises(actions.Changed):
        comment(planned, people["other head"], seen=1)


def test_who_was_asked_once_stays_so(sojokerto, besani, sawangan, people):
    planned = announced(sojokerto, named=[besani])
    change = {"by": people["drafting head"], "seen": planned.revision, "change_note": "Lain."}

    actions.change_rule(planned, **change, **words(named=[sawangan]))

    assert asked(planned) == {besani.pk: "named", sawangan.pk: "named"}


def test_the_outcome_is_recorded_after_the_comments_and_told_to_those_who_commented(
    sojokerto, besani, sawangan, people
):
    planned = announced(sojokerto, named=[besani, sawangan])
    with pytest.raises(Refusal):
        decide(planned, people["drafting head"])
    comment(planned, people["other head"])
    planned = ended(planned)

    outcome = decide(planned, people["drafting secretary"], result="changed")

    planned = fresh(planned)
    assert (planned.state, planned.outcome) == ("decided", "changed")
    assert standing_of(planned, day_in(sojokerto.pk)).key == "coming"
    mails = Mail.objects.filter(kind="agreements.rule_decided")
    assert {mail.recipient_id for mail in mails} == {
        people[who].user_id for who in ("other head", "other secretary")
    }
    lines = Notification.objects.filter(kind="agreements.rule_decided")
    assert lines.filter(recipient=people["stranger head"].user).exists()
    again = decide(planned, people["drafting head"], seen=outcome.pk, number="4 Tahun 2026")
    assert planned.outcomes.count() == 2 and fresh(planned).outcome == "adopted"
    with pytest.raises(actions.Changed):
        decide(planned, people["drafting head"], seen=outcome.pk)
    same = {"token": again.token, "number": "4 Tahun 2026"}
    assert decide(planned, people["drafting head"], **same) == again


def test_a_plan_is_given_up_or_withdrawn_and_does_not_come_back(sojokerto, besani, people):
    given_up = ended(announced(sojokerto, named=[besani]))
    decide(given_up, people["drafting head"], result="given_up")
    withdrawn = announced(sojokerto, named=[besani])
    actions.withdraw_rule(
        withdrawn, by=people["drafting head"], reason="Diganti peraturan bersama."
    )

    today = day_in(sojokerto.pk)
    for planned in (given_up, withdrawn):
        assert standing_of(fresh(planned), today).key == "given_up"
        with pytest.raises(Refusal):
            actions.withdraw_rule(planned, by=people["drafting head"], reason="x")
        with pytest.raises(Refusal):
            comment(fresh(planned), people["other head"])
    line = Notification.objects.get(
        kind="agreements.rule_withdrawn", recipient=people["other head"].user
    )
    assert "Desa Sojokerto" in line.title


def test_a_reply_stands_below_its_comment_and_is_told(sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani])
    said = comment(planned, people["other head"])
    token = uuid.uuid4()

    for _click in range(2):
        actions.reply_on_rule(
            planned, said.pk, by=people["drafting secretary"], token=token, text="Jam diubah."
        )

    assert said.replies.count() == 1
    lines = Notification.objects.filter(kind="agreements.rule_replied")
    assert lines.count() == 2
    with pytest.raises(Forbidden):
        actions.reply_on_rule(planned, said.pk, by=people["other head"], token=token, text="x")


CAN = {
    "can_plan": {"drafting head", "drafting secretary", "other head", "other secretary",
                 "stranger head", "own camat", "own officer", "other camat"},
    "can_write": {"drafting head", "drafting secretary"},
    "can_reply": {"drafting head", "drafting secretary"},
    "can_comment": {"other head", "other secretary", "stranger head", "own camat", "own officer",
                    "other camat", "regency"},
}  # fmt: skip


@pytest.mark.parametrize("rule", CAN)
def test_who_may_do_what_with_an_announced_one(rule, sojokerto, people):
    planned = announced(sojokerto)
    about = () if rule == "can_plan" else (planned,)
    answers = {who: getattr(rules, rule)(acting, *about) for who, acting in people.items()}

    assert {who for who, answer in answers.items() if answer} == CAN[rule]
    assert all(answer.reason for answer in answers.values() if not answer)


def test_the_council_comments_and_officials_do_not(sojokerto, besani):
    planned = announced(sojokerto)
    council = MandateFactory(region=besani, office="council")
    official = MandateFactory(region=besani, office="official")

    assert rules.can_comment(council, planned) and not rules.can_comment(official, planned)


def test_kinds_are_those_that_a_region_can_make(sojokerto, leksono):
    assert len(rules.kinds_for(sojokerto)) == 6
    assert "perdes" not in rules.kinds_for(leksono)


def test_an_announcement_leaves_time_to_comment(sojokerto, people):
    planned = draft(sojokerto, comments_until=in_days(2), effective_on=in_days(9))

    with pytest.raises(Refusal):
        actions.announce(planned, by=people["drafting head"], seen=planned.revision)
    with pytest.raises(actions.Changed):
        planned = draft(sojokerto)
        actions.announce(planned, by=people["drafting head"], seen=9)


def test_two_hundred_regions_are_asked_at_most(monkeypatch, leksono, people):
    camat = people["own camat"]
    planned = draft(leksono, by=camat, kind="sop", area="subdistrict")

    monkeypatch.setattr("agreements.noticeboard.MOST_ASKED", 2)
    with pytest.raises(Refusal, match="paling banyak 2"):
        actions.announce(planned, by=camat, seen=1)
    assert fresh(planned).state == "draft" and not planned.affected.exists()

    monkeypatch.setattr("agreements.noticeboard.MOST_ASKED", 3)
    assert actions.announce(planned, by=camat, seen=1).affected.count() == 3


def test_the_same_form_twice_is_one_draft(sojokerto, people):
    token = uuid.uuid4()

    made = {draft(sojokerto, by=head_of(sojokerto), token=token).pk for _click in range(2)}

    assert len(made) == 1


def test_a_shared_field_counts_in_the_same_area_only_and_says_so(sojokerto, besani, people):
    ProjectFactory(lead=besani, partners=[sojokerto], state="running", sectors=["roads"])
    project = ProjectFactory(lead=besani, partners=[], state="running", sectors=["roads"])

    found = overlaps_of(draft(sojokerto, field=project.current.field))

    assert [each.reason for each in found] == [
        f"bidang sama: {project.current.get_field_display()}; wilayah sama: Desa Sojokerto"
    ]


def test_a_long_list_of_places_is_cut(sojokerto, besani, leksono, people):
    many = [RegionFactory(code=f"33.07.05.203{n}", parent=leksono) for n in range(5)]
    ProjectFactory(lead=besani, partners=many, state="running", sectors=["waste"])

    (found,) = overlaps_of(draft(sojokerto))

    assert found.reason.endswith("dan 3 lainnya") and len(found.regions) == 6


def test_nothing_is_said_without_end(sojokerto, besani, people, monkeypatch):
    other = announced(besani, by=people["other head"])
    planned = announced(sojokerto, named=[besani])
    head = people["drafting head"]
    said = comment(planned, people["other head"])
    for name in ("announcing.MOST_VERSIONS", "announcing.MOST_NOTES", "commenting.MOST"):
        monkeypatch.setattr(f"agreements.actions.{name}", 0)
    token = uuid.uuid4()
    refused = [
        lambda: comment(planned, people["other head"]),
        lambda: actions.reply_on_rule(planned, said.pk, by=head, token=token, text="x"),
        lambda: actions.note_overlap(
            planned, by=head, token=token, sort="rencana", code=other.code, text="x"
        ),
        lambda: actions.change_rule(planned, by=head, seen=1, change_note="x", **words()),
        lambda: decide(ended(planned), head),
    ]
    for act in refused:
        with pytest.raises(Refusal), transaction.atomic():
            act()
    assert planned.versions.count() == 1 and said.replies.count() == 0


def test_a_version_that_would_ask_too_many_is_not_announced(
    client, sojokerto, besani, people, monkeypatch
):
    planned = announced(sojokerto)
    monkeypatch.setattr("agreements.noticeboard.MOST_ASKED", 0)
    client.force_login(people["drafting head"].user)
    data = words(named=[besani.pk], change_note="x") | {"token": uuid.uuid4(), "seen": 1}

    html = client.post(f"{planned.get_absolute_url()}ubah/", data).content.decode()

    assert "akan dimintai tanggapan" in html and fresh(planned).current.number == 1


def test_a_file_is_kept_with_its_fingerprint_in_each_version(sojokerto, people):
    planned = announced(sojokerto, file=pdf())

    assert len(planned.sha256) == 64 and planned.current.sha256 == planned.sha256
    assert planned.current.file.name == planned.file.name
    assert [str(row) for row in (planned, planned.current)] == [
        "Pengelolaan sampah rumah tangga", "Pengelolaan sampah rumah tangga (1)",
    ]  # fmt: skip


def test_rows_are_known_by_their_words(sojokerto, besani, people):
    other = announced(besani, by=people["other head"])
    planned = announced(sojokerto, named=[besani])
    said = comment(planned, people["other head"])
    head, token = people["drafting head"], uuid.uuid4()
    reply = actions.reply_on_rule(planned, said.pk, by=head, token=token, text="Jam diubah.")
    note = actions.note_overlap(
        planned, by=head, token=token, sort="rencana", code=other.code, text="Dibahas."
    )
    outcome = decide(ended(planned), head)

    assert str(said) == "Desa Besani: Truk lewat jalan kami."
    assert [str(reply), str(note)] == ["Jam diubah.", "Dibahas."]
    assert str(outcome) == "Pengelolaan sampah rumah tangga: ditetapkan seperti yang diumumkan"
    assert str(planned.affected.get()) == "Desa Besani"
