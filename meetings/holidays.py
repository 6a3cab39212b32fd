"""Indonesia's public holidays and days of joint leave, by name."""

from functools import lru_cache

from django.utils.translation import get_language
from holidays import country_holidays
from holidays.constants import GOVERNMENT, PUBLIC


def holiday_on(day):
    """What is kept on ``day`` ("Hari Raya Natal"), in the reader's language; empty on a usual day.

    Days that follow the moon, and joint leave, are announced year by year: the name of a day that
    is only worked out says so ("perkiraan"), and joint leave that is not yet announced is missing.
    """
    language = "en_US" if get_language() == "en" else "id"
    return _of_year(day.year, language).get(day, "")


@lru_cache(maxsize=16)
def _of_year(year, language):
    return country_holidays(
        "ID", years=year, language=language, categories=(PUBLIC, GOVERNMENT), expand=False
    )
