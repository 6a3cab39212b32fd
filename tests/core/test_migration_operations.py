"""A trigger is added without rendering models."""

import pgtrigger
from django.db.migrations.state import ModelState, ProjectState

from core.migration_operations import AddTrigger


def test_the_state_knows_the_trigger_and_renders_nothing():
    state = ProjectState()
    state.add_model(ModelState("core", "Row", [], {"triggers": ["first"]}))
    state.reload_model = lambda *args, **words: 1 / 0
    trigger = pgtrigger.Protect(name="stays", operation=pgtrigger.Delete)

    AddTrigger("row", trigger).state_forwards("core", state)

    assert state.models["core", "row"].options["triggers"] == ["first", trigger]
