"""Files that are too large: they are thrown away while they arrive, and what was typed is kept.

``LimitedUploadHandler`` takes in every file. One above ``UPLOAD_MAX_BYTES``, and each one that would
bring the files of a request above ``UPLOADS_MAX_BYTES``, becomes a ``TooLarge``: its name and true
size, no byte of it. A file field asks ``refuse_too_large`` and says so beside itself, where a page of
its own would lose the rest of the form.
"""

import io

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _


class TooLarge(UploadedFile):
    """What is left of such a file."""

    def __init__(self, name, size):
        super().__init__(file=io.BytesIO(), name=name, size=size)


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Counts what arrives of each file and of all, and writes down only what may be kept."""

    def __init__(self, request=None):
        super().__init__(request)
        self.kept = 0  # bytes of all files of the request that are kept

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.is_too_large = False

    def receive_data_chunk(self, raw_data, start):
        """Nothing goes on to other handlers."""
        after = start + len(raw_data)
        fits = after <= settings.UPLOAD_MAX_BYTES
        fits &= self.kept + after <= settings.UPLOADS_MAX_BYTES
        if fits and not self.is_too_large:
            self.file.write(raw_data)
        self.is_too_large |= not fits

    def file_complete(self, file_size):
        if self.is_too_large:
            self.file.close()
            return TooLarge(self.file_name, file_size)
        self.kept += file_size
        return super().file_complete(file_size)


def refuse_too_large(file, sentence):
    """Raise ``sentence`` for a file above its own limit, or that all are too much together."""
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise forms.ValidationError(sentence, code="size")
    if isinstance(file, TooLarge):
        together = _(
            "Together the files are larger than %(most)d MB. Please choose smaller or fewer files "
            "and send the others afterwards."
        )
        raise forms.ValidationError(
            together, code="together", params={"most": settings.UPLOADS_MAX_BYTES // 1024**2}
        )
