"""Operations of migrations."""

import pgtrigger.migrations


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """Adds a trigger without rendering models anew: it changes none of them.

    pgtrigger's own renders the model and all that are related to it, which with hundreds of triggers
    takes minutes.
    """

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
