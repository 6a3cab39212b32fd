"""The page in the reader's language and on his clock."""

from django.conf import settings
from django.utils import timezone, translation

_LANGUAGES = {code for code, _name in settings.LANGUAGES}


class ReaderMiddleware:
    """A signed-in person's own settings; a visitor's cookie; else Indonesian."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language, zone = self._settings_of(request)
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    def _settings_of(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.user.is_authenticated:
            return request.user.language, request.user.time_zone
        return (chosen if chosen in _LANGUAGES else settings.LANGUAGE_CODE), settings.TIME_ZONE
