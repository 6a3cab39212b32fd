#!/usr/bin/env python
"""Django's commands; without any setting they use the embedded servers of this checkout."""

import os
import sys

from django.core.management import execute_from_command_line

from forum_portal.embedded import environment_for_command

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_portal.settings")
    with environment_for_command(sys.argv):
        execute_from_command_line(sys.argv)
