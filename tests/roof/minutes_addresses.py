"""Minutes in each state, for the table of permissions."""

from meetings import actions
from tests.factories.minutes import MinutesFactory, lead_of
from tests.papers import paper

PAPERS = [
    f"minutes_{paper}_{ending}" for paper in ("record", "notes") for ending in ("pdf", "docx")
]


def minutes_of(a, b):
    """Minutes of A's meeting with B in each state."""
    return {
        state: MinutesFactory(regions=[a, b], state=state)
        for state in ("draft", "review", "approved", "sealed")
    }


def places_of_minutes(minutes):
    at = {state: [row.meeting_id] for state, row in minutes.items()}
    review, sealed = minutes["review"], minutes["sealed"]
    remark = actions.remark(review.items.first(), by=lead_of(review), text="Angka keliru.")
    addendum = actions.add_addendum(sealed, by=lead_of(sealed), text="Ralat.")
    at["addendum"] = [sealed.meeting_id, addendum.number]
    copy = actions.keep_signed_copy(sealed, by=lead_of(sealed), file=paper())
    names = {
        "draft": [
            "minuting",
            "minutes_save",
            "minutes_pen",
            "minutes_state",
            "minutes_check",
            "minutes_mark",
        ],
        "review": ["minutes_confirm", "minutes_remark", "minutes_take_back", "minutes_approve"],
        "approved": ["minutes_seal"],
        "addendum": ["minutes_confirm_addendum", "minutes_object_to_addendum"],
        "sealed": ["minutes", "minutes_add", "minutes_upload", *PAPERS],
    }
    return {
        **{f"meetings:{name}": at[state] for state in names for name in names[state]},
        "meetings:minutes draft": at["draft"],
        "meetings:minutes review": at["review"],
        "meetings:minutes_record_pdf review": at["review"],
        "meetings:minutes_verify": [sealed.check_code],
        "meetings:minutes_verify unknown": ["0" * 26],
        "meetings:minutes_reply": [*at["review"], remark.pk],
        "meetings:minutes_signed_copy": [*at["sealed"], copy.pk],
    }
