"""Form fields of this house: text that is safe to keep, money as people write it, phones.

Every field has an upper bound, and every error is a sentence that says what to write.
"""

import re
import uuid
from decimal import Decimal

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from core import formats
from core.text import tidy

MAX_RUPIAH = 10**15  # a thousand trillion; more than any budget here, less than bigint
_UNITS = {
    "ribu": 10**3, "rb": 10**3, "thousand": 10**3,
    "juta": 10**6, "jt": 10**6, "million": 10**6,
    "miliar": 10**9, "milyar": 10**9, "m": 10**9, "billion": 10**9,
    "triliun": 10**12, "trilyun": 10**12, "t": 10**12, "trillion": 10**12,
}  # fmt: skip
# Groups of three never begin with a nought: "0.125" is an eighth, not a hundred and twenty-five.
_FIRST = r"[1-9]\d{0,2}"
_WHOLE = rf"\d+|{_FIRST}(?:\.\d{{3}})+|{_FIRST}(?:,\d{{3}})+|{_FIRST}(?: \d{{3}})+"
_COUNT = re.compile(rf"\d+|{_FIRST}(?:\.\d{{3}})+|{_FIRST}(?: \d{{3}})+", re.ASCII)
_FIGURE = re.compile(
    rf"(?P<sign>-?)(?P<whole>{_FIRST}(?:[. ]\d{{3}})+|\d+)(?:[,.](?P<places>\d{{1,2}}))?", re.ASCII
)
_LARGEST_FIGURE = 12  # digits before the comma
_PLAIN = re.compile(_WHOLE, re.ASCII)
# "412,5" is no sen: who writes it has forgotten the word "juta".
_SEN = re.compile(r"(?:\d{4,}|\d{1,3}(?:\.\d{3})+),\d{1,2}|\d{1,3}(?:,\d{3})+\.\d{1,2}", re.ASCII)
_MOST_DIGITS = len(str(MAX_RUPIAH))
# With a unit: "1.500 juta" groups thousands, "412,5 juta" and "412.5 juta" have a decimal mark.
_WITH_UNIT = re.compile(
    rf"(\d{{1,16}}|{_FIRST}(?:\.\d{{3}}){{1,4}})(?:,(\d{{1,6}})|\.(\d{{1,2}}))?\s*([a-z]+)",
    re.ASCII,
)

INCOMPLETE = _("This page was not complete. Please open it again.")
# For a field that nobody sees: whatever is wrong with it, the person did not type it.
UNSEEN = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value", "max_length", "null_characters_not_allowed"),
    INCOMPLETE,
)


class OtherWords(str):
    """Stands for the number of a form that was sent before with other words; says so to the person."""


class FormNumberField(forms.UUIDField):
    """The number of a form, which nobody sees: whatever is sent twice under it has one effect."""

    widget = forms.HiddenInput

    def __init__(self, *, initial=uuid.uuid4, error_messages=UNSEEN, **kwargs):
        super().__init__(initial=initial, error_messages=error_messages, **kwargs)

    def to_python(self, value):
        if isinstance(value, OtherWords):
            raise forms.ValidationError(str(value), code="other_words")
        return super().to_python(value)

    def bound_data(self, data, initial):
        """Other words are sent under another number."""
        return uuid.uuid4() if isinstance(data, OtherWords) else data


def in_row(fields, row):
    """The fields of one row; the summary of mistakes names it by ``row``, a number from 0 or words."""
    if isinstance(row, int):
        row = _("Row %(row)d") % {"row": row + 1}
    for field in fields.values():
        field.row = row
    return fields


SURE = "sure_"  # begins the name of a tick that ask_twice asks for


def ask_twice(form, amount, doubt):
    """Ask with a tick beside the sentence ``doubt`` whether an amount is right that may be a slip; a
    tick counts for this amount only. Called in ``clean``."""
    name = f"{SURE}{amount}"
    form.fields[name] = forms.BooleanField(label=_("Yes, that is right"), required=False)
    if not form.data.get(form.add_prefix(name)):
        form.add_error(name, doubt)


def ticks_of(form):
    """The fields of ``ask_twice``, for a page that draws its fields one by one."""
    return [field for field in form if field.name.startswith(SURE)]


class FormRenderer(TemplatesSetting):
    """Forms and fields drawn by our own templates (label, hint, message, input)."""

    form_template_name = "core/form.html"
    field_template_name = "core/field.html"


class Rows(forms.BaseFormSet):
    """Rows of a form, counted by fields that nobody sees."""

    default_error_messages = {"missing_management_form": INCOMPLETE}


class AtMost(MaxLengthValidator):
    """Says its figures as they are written: 20.000 rather than 20000."""

    message = _("Write at most %(limit_value)s characters (now %(show_value)s).")

    def __call__(self, value):
        if len(value) > self.limit_value:
            figures = {"limit_value": self.limit_value, "show_value": len(value)}
            shown = {name: formats.number(figure) for name, figure in figures.items()}
            raise forms.ValidationError(self.message, code=self.code, params=shown)


class LimitedField(forms.CharField):
    """A text of at most ``max_length`` characters."""

    def __init__(self, *, max_length, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        others = [each for each in self.validators if not isinstance(each, MaxLengthValidator)]
        self.validators = [AtMost(max_length), *others]


class TextField(LimitedField):
    """One line of text in normal form, without control or direction characters."""

    default_error_messages = {"max_length": _("Write at most %(limit_value)s characters.")}

    def __init__(self, *, max_length=200, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return tidy(value) if isinstance(value, str) else super().to_python(value)


class LongTextField(LimitedField):
    """Several lines of text, line ends as LF."""

    def __init__(self, *, max_length=5000, rows=5, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        return tidy(value, lines=True) if isinstance(value, str) else super().to_python(value)


class MoneyField(forms.Field):
    """Whole rupiah: "412500000", "412.500.000", "412 500 000", "Rp412.500.000,00" and "412,5 juta"
    are the same."""

    default_error_messages = {
        "invalid": _("Write the amount in digits, for example 412.500.000."),
        "too_much": _("This amount is too large. Please check the zeros."),
        "negative": _("An amount of money cannot be negative."),
        "sen": _("Write whole rupiah, without sen, for example 412.500.000."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = tidy("" if value is None else str(value)).lower()
        text = text.removeprefix("rp").lstrip(". ").removesuffix(",-").removesuffix(",00").strip()
        if not text:
            return None
        amount = self._rupiah(text)
        if amount is None:
            self._refuse(self._fault(text))
        if amount > MAX_RUPIAH:
            self._refuse("too_much")
        return amount

    def _refuse(self, code):
        raise forms.ValidationError(self.error_messages[code], code=code)

    def _fault(self, text):
        """What is wrong with an amount that cannot be read."""
        if text[0] in "-\u2212\u2013":
            return "negative"
        return "sen" if _SEN.fullmatch(text) else "invalid"

    def _rupiah(self, text):
        """The whole rupiah that ``text`` means, or None."""
        if _PLAIN.fullmatch(text):
            digits = re.sub(r"[., ]", "", text).lstrip("0") or "0"
            return int(digits[: _MOST_DIGITS + 1])  # one digit more is too much already
        found = _WITH_UNIT.fullmatch(text)
        if not found or found[4] not in _UNITS:
            return None
        unit, part = _UNITS[found[4]], found[2] or found[3] or ""
        return int(found[1].replace(".", "")) * unit + int(part or 0) * unit // 10 ** len(part)

    def prepare_value(self, value):
        return formats.rupiah(value) if isinstance(value, int) else value


class PhoneField(TextField):
    """An Indonesian phone number, kept as +62…; "0812-3456-7890" and "62812…" are accepted."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(max_length=25, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        digits = re.sub(r"[\s().-]", "", text)
        digits = re.sub(r"^(\+62|62|0)", "", digits)
        if not re.fullmatch(r"[1-9]\d{7,12}", digits, re.ASCII):
            raise forms.ValidationError(
                _("Write a phone number such as 0812-3456-7890."), code="invalid"
            )
        return "+62" + digits

    def prepare_value(self, value):
        return formats.phone(value) if isinstance(value, str) else value


class FigureField(forms.Field):
    """A figure with at most two places: "1.250,5", "1250,5" and "1250.5" are the same.

    A dot before three digits parts thousands, as Indonesians write; cleaned value is a Decimal
    below 10^12.
    """

    default_error_messages = {
        "invalid": _("Write a figure such as 1.250 or 12,5, with at most two decimals."),
        "too_much": _("This figure is too large. Please check the zeros."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = tidy("" if value is None else str(value)).replace("\u2212", "-")
        if not text:
            return None
        found = _FIGURE.fullmatch(text)
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        whole = re.sub(r"[. ]", "", found["whole"]).lstrip("0") or "0"
        if len(whole) > _LARGEST_FIGURE:
            raise forms.ValidationError(self.error_messages["too_much"], code="too_much")
        return Decimal(f"{found['sign']}{whole}.{found['places'] or 0}") + 0  # no "-0"

    def prepare_value(self, value):
        return formats.figure(value) if isinstance(value, Decimal | int) else value


class CountField(forms.Field):
    """A whole number of people, days or places: "2500", "2.500" and "2 500" are the same.

    Dots and blanks part thousands only; "2,5" and "5.00" are no counts and are refused.
    """

    default_error_messages = {
        "invalid": _("Write a whole number without decimals, for example 25 or 2.500."),
        "min_value": _("Write a whole number of at least %(limit)s."),
        "max_value": _("Write a whole number from %(least)s to %(limit)s. Please check the zeros."),
    }

    def __init__(self, *, min_value=0, max_value=99_999_999, **kwargs):
        self.min_value, self.max_value = min_value, max_value
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = tidy("" if value is None else str(value)).replace("\u2212", "-")
        if not text:
            return None
        is_negative, text = text.startswith("-"), text.removeprefix("-")
        if not _COUNT.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        digits = re.sub(r"[. ]", "", text).lstrip("0") or "0"
        # One digit more than the limit has is too much already.
        count = int(digits[: len(str(self.max_value)) + 1])
        return -count if is_negative else count

    def validate(self, value):
        super().validate(value)
        if value is not None and value < self.min_value:
            self._refuse("min_value", limit=self.min_value)
        if value is not None and value > self.max_value:
            self._refuse("max_value", least=self.min_value, limit=self.max_value)

    def _refuse(self, code, **limits):
        params = {name: formats.number(limit) for name, limit in limits.items()}
        raise forms.ValidationError(self.error_messages[code], code=code, params=params)

    def prepare_value(self, value):
        """With dots in every language, so that it is read again as it was."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
