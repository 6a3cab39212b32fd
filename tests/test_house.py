"""The house keeps itself in order: what the code may not become, whoever writes it."""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template
from factory.base import FactoryMetaClass

import tests.factories

ROOT = Path(settings.BASE_DIR)
FLOOR = {app: height for height, app in enumerate([*settings.FLOORS, "forum_portal"])}
OURS = [model for model in apps.get_models() if model._meta.app_label in FLOOR]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
CATALOGUE = ROOT / "locale" / "id" / "LC_MESSAGES" / "django.po"
# Django and allauth look for these by themselves.
FOUND_BY_NAME = (
    "account/",
    "allauth/",
    "mfa/",
    "usersessions/",
    "admin/",
    "429.html",
    "core/field",
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w+)\}")


@cache
def sources():
    """The text of all code and templates, by path."""
    code = [path for app in FLOOR for path in (ROOT / app).rglob("*.py")]
    return {path: path.read_text() for path in [*code, *TEMPLATES]}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_down(model):
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created and field.related_model:
            target = field.related_model._meta.app_label
            assert FLOOR.get(target, -1) <= FLOOR[model._meta.app_label], field


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_is_used(path):
    name = str(path.relative_to(ROOT / "templates"))
    if name.startswith(FOUND_BY_NAME):
        return
    floor, stem = path.relative_to(ROOT / "templates").parts[0], path.stem
    names = "|".join(map(re.escape, {stem, stem.partition("_")[2] or stem}))
    in_words = rf"[\"'/{{_](?:{names})[\"'.]"
    if "mail" in path.parts:  # a floor's notices name their letters
        in_words = rf"\b{re.escape(stem)}\b"
    users = [
        other
        for other, text in sources().items()
        if other != path and (name in text or (floor in other.parts and re.search(in_words, text)))
    ]
    by_default = re.sub(r"_(detail|list|form)$", "", stem)
    generic = any(model._meta.model_name == by_default for model in OURS)
    assert users or generic, f"{name} is used nowhere"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_the_strict_policy(path):
    text = path.read_text()
    assert "|safe" not in text
    assert "autoescape off" not in text or path.suffix == ".txt"
    if path.suffix == ".html" and "mail" not in path.parts:
        assert not re.search(r"\sstyle=|<style|\son\w+=", text)
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", text)


@pytest.mark.parametrize(
    "path",
    [path for path in TEMPLATES if path.suffix == ".html" and path.name.startswith("_")],
    ids=lambda path: path.name,
)
def test_a_partial_says_what_it_needs(path):
    assert path.read_text().startswith("{#"), "the first line of a partial names what it needs"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_form_that_is_drawn_whole_sums_up_its_mistakes_itself(path):
    text = path.read_text()
    assert "{{ form }}" not in text or '{% include "core/_mistakes.html" %}' not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


def test_code_takes_no_short_cuts():
    forbidden = r"csrf_exempt|mark_safe\(|fields = \"__all__\"|\*\*request\.|\beta=|TODO|FIXME"
    found = {
        str(path.relative_to(ROOT)): re.findall(forbidden, text)
        for path, text in sources().items()
        if path.suffix == ".py" and re.search(forbidden, text)
    }
    # A mail program ends a letter for its reader (RFC 8058): no cookie, the signed address suffices.
    assert found == {"projects/views/digests.py": ["csrf_exempt", "csrf_exempt"]}


def test_the_server_fetches_nothing_for_users():
    found = [
        str(path.relative_to(ROOT))
        for path, text in sources().items()
        if re.search(r"^(?:import|from) (?:requests|httpx|urllib\.request)", text, re.MULTILINE)
    ]
    assert [path for path in found if not path.startswith("forum_portal/dev/")] == []


def test_migrations_are_named_by_hand():
    names = [path.stem for app in FLOOR for path in (ROOT / app / "migrations").glob("0*.py")]
    assert names
    assert [name for name in names if "auto_2" in name] == []


def test_every_model_of_weight_has_a_factory():
    made = {
        thing._meta.model
        for module in Path(tests.factories.__file__).parent.glob("[a-z]*.py")
        for thing in vars(__import__(f"tests.factories.{module.stem}", fromlist=["x"])).values()
        if isinstance(thing, FactoryMetaClass) and thing._meta.model
    }
    made = {model if isinstance(model, str) else model._meta.label for model in made}
    weighty = {"Mandate", "Region", "Forum", "Profile", "Project", "Meeting", "Agreement", "User"}
    missing = {m._meta.label for m in OURS if m.__name__ in weighty} - made
    assert missing == set()


# --- words ------------------------------------------------------------------------------------


@cache
def catalogue():
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_translated():
    assert [entry.msgid for entry in catalogue().untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue().fuzzy_entries()] == []


def test_translations_keep_their_placeholders():
    def names(text):
        return {found.group() for found in PLACEHOLDER.finditer(text)}

    wrong = []
    for entry in catalogue():
        originals = names(entry.msgid) | names(entry.msgid_plural or "")
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and names(text) != originals:
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_the_compiled_catalogue_is_the_committed_one():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    said = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in compiled}
    meant = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in catalogue()}
    assert said == meant


def test_the_people_are_addressed_formally():
    informal = re.compile(r"\b(kamu|kalian|mu|lo|gue)\b|!", re.IGNORECASE)
    found = [entry.msgstr for entry in catalogue() if informal.search(entry.msgstr)]
    assert found == []


def test_one_thing_has_one_word():
    """What else it could be called, and the word that we have chosen."""
    others = {r"\bsurel": "email", r"\be-mail": "email", r"\bmemindah\b": "memindahkan"}
    found = [
        entry.msgstr
        for entry in catalogue()
        for other in others
        if re.search(other, " ".join([entry.msgstr, *entry.msgstr_plural.values()]), re.IGNORECASE)
    ]
    assert found == []


def test_every_text_in_the_code_is_in_the_catalogue():
    """A quick look without gettext: the plain calls of the translation functions."""
    known = {entry.msgid for entry in catalogue()}
    said = {
        call.args[0].value
        for path, source in sources().items()
        if path.suffix == ".py"
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in ("_", "gettext", "gettext_lazy")
        and isinstance(call.args[0], ast.Constant)
    }
    assert said - known == set()


def test_models_are_known_by_their_names():
    nameless = [m._meta.label for m in OURS if issubclass(m, Model) and not m._meta.verbose_name]
    assert nameless == []
