"""Settings. What an operator may change comes from the environment; docs/operations.md lists it.

Without DATABASE_URL and REDIS_URL the embedded servers of this checkout are meant
(``forum_portal.dev`` starts them and sets both before Django reads this file).
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# DEMO: this checkout shows itself (demo logins, mail page, plain http). Never in production.
DEMO = env.bool("FORUM_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("FORUM_VAR", default=str(BASE_DIR / "var"))).resolve()

DEMO_SECRET_KEY = "demo-only-not-a-secret-replace-by-SECRET_KEY-in-the-environment"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET_KEY if DEMO or DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY (or FORUM_DEMO=1 to try the portal on this machine)."
    )

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEMO or DEBUG else []
)
# Every absolute address in a mail, PDF or QR code starts with this; never with the Host header.
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
SITE_NAME = "Forum Kerja Sama Desa"
HELP_WHATSAPP = env.str("HELP_WHATSAPP", default="+6281200000000")
SECURE = SITE_URL.startswith("https://")

# --- Apps: the floors, from the ground up -----------------------------------
FLOORS = ["core", "accounts", "notifications", "villages", "projects", "meetings", "agreements"]

INSTALLED_APPS = [
    *FLOORS,
    "forum_portal",
    "pgtrigger",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "forum_portal.operators.OperatorsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "forum_portal.middleware.BodyMiddleware",  # before the first that reads a body
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.long_lists.LongListsMiddleware",  # before the first that reads a form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "villages.middleware.ActingMiddleware",
    "forum_portal.middleware.PrivatePagesMiddleware",
    "forum_portal.middleware.WrongMethodMiddleware",
    "forum_portal.middleware.PowerMiddleware",
]

ROOT_URLCONF = "forum_portal.urls"
WSGI_APPLICATION = "forum_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forum_portal.context_processors.frame",
            ],
            "builtins": ["villages.templatetags.acting"],  # csrf_token: names the capacity as well
        },
    },
]
FORM_RENDERER = "core.forms.FormRenderer"

# --- Database, cache, broker --------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql:///forum")}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# The web processes pool connections; the Celery worker and the tests do not.
if env.bool("DATABASE_POOL", default=False):
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": 8}

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "core.cache.ForgivingRedisCache",
        "LOCATION": env.str("CACHE_URL", default=REDIS_URL),
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
        "KEY_PREFIX": "forum",
    }
}

# --- Celery: docs/adr says why each -------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300  # below the visibility timeout, always
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    # A request that leaves a hint shall not wait for Redis; worker and beat wait by rules of their own.
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker however long it takes
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "queue due reminders": {
        "task": "meetings.tasks.queue_due_reminders",
        "schedule": timedelta(seconds=env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 50},
    },
    "invite those who were verified since": {
        "task": "meetings.tasks.replan_reminders",
        "schedule": timedelta(seconds=20 * env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 300},
    },
    "plan reminders of tasks and minutes": {
        "task": "meetings.tasks.plan_after_meetings",
        "schedule": crontab(hour=17, minute=40),  # UTC: shortly after midnight in Jakarta
        "options": {"expires": 3600},
    },
    "make missing PDFs of minutes": {
        "task": "meetings.tasks.make_missing_minutes_sheets",
        "schedule": timedelta(seconds=2 * env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 50},
    },
    "remind those who have not answered a date poll": {
        "task": "meetings.tasks.chase_silent_polls",
        "schedule": timedelta(seconds=20 * env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 300},
    },
    "remind of progress reports": {
        "task": "projects.tasks.remind_of_reports",
        "schedule": timedelta(seconds=40 * env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 600},
    },
    "remind of evaluations": {
        "task": "projects.tasks.remind_of_evaluations",
        "schedule": crontab(minute=20),
        "options": {"expires": 3000},
    },
    "send news to followers": {
        "task": "projects.tasks.send_digests",
        "schedule": crontab(minute=5),
        "options": {"expires": 3000},
    },
    "send due mail": {
        "task": "notifications.tasks.send_due_mail",
        "schedule": timedelta(seconds=env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 50},
    },
    "make missing PDFs of agreements": {
        "task": "agreements.tasks.make_missing_sheets",
        "schedule": timedelta(seconds=2 * env.int("TICK_SECONDS", default=30)),
        "options": {"expires": 50},
    },
    "end agreements whose term is over": {
        "task": "agreements.tasks.end_terms_that_are_over",
        "schedule": crontab(hour=17, minute=10),  # UTC: shortly after midnight in Jakarta
        "options": {"expires": 3600},
    },
    "remind of agreements that end": {
        "task": "agreements.tasks.remind_of_ends",
        "schedule": crontab(minute=40),
        "options": {"expires": 3000},
    },
    "remind of what agreements need": {
        "task": "agreements.tasks.remind_of_ratification",
        "schedule": crontab(minute=50),
        "options": {"expires": 3000},
    },
    "remind of what the parties of agreements owe": {
        "task": "agreements.tasks.remind_of_obligations",
        "schedule": crontab(minute=55),
        "options": {"expires": 3000},
    },
    "remind of comments on planned rules": {
        "task": "agreements.tasks.remind_of_planned_rules",
        "schedule": crontab(minute=35),
        "options": {"expires": 3000},
    },
    "remind of the yearly evaluation of agreements": {
        "task": "agreements.tasks.remind_of_evaluations",
        "schedule": crontab(minute=25),
        "options": {"expires": 3000},
    },
    "remind of disputes that wait": {
        "task": "agreements.tasks.remind_of_disputes",
        "schedule": crontab(minute=20),
        "options": {"expires": 3000},
    },
    "lay out the dates of series of meetings": {
        "task": "meetings.tasks.lay_out_series",
        "schedule": crontab(hour=17, minute=20),  # UTC: shortly after midnight in Jakarta
        "options": {"expires": 3600},
    },
    "tidy up old messages": {
        "task": "notifications.tasks.tidy_up",
        "schedule": crontab(hour=18, minute=30),  # UTC: half past one in Jakarta
        "options": {"expires": 3600},
    },
}

# --- People --------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# The address is unique in lower case, by a constraint that this check does not look for.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.passwords.ContextWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
SIGNUP_OPEN = env.bool("SIGNUP_OPEN", default=True)
ACCOUNT_ADAPTER = "notifications.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # mails take their time where the signal is weak
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}  # for thumbs; 3 tries
ACCOUNT_FORMS = {
    "signup": "accounts.signup.OneAccountForm",
    "confirm_email_verification_code": "accounts.code_forms.EmailCodeForm",
    "confirm_login_code": "accounts.code_forms.LoginCodeForm",
    "confirm_password_reset_code": "accounts.code_forms.PasswordResetCodeForm",
}
MFA_FORMS = {
    "authenticate": "accounts.code_forms.SecondStepForm",
    "reauthenticate": "accounts.code_forms.SecondStepAgainForm",
    "activate_totp": "accounts.code_forms.ActivateAppForm",
    "add_webauthn": "accounts.code_forms.AddKeyForm",
    "edit_webauthn": "accounts.code_forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
USERSESSIONS_TRACK_ACTIVITY = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SESSION_COOKIE_AGE = 14 * 24 * 3600
ADMIN_IDLE_SECONDS = 30 * 60
PASSWORD_RESET_TIMEOUT = 20 * 60
# Operators and those who verify others need a passkey or a code app; the demo does not ask.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not DEMO)

# --- The portal's own seal on PDFs (core/pdf_seals.py); the demo makes itself a certificate ---
DEMO_SEAL, DEMO_SEAL_PASSWORD = VAR_DIR / "seal.p12", "demo"
HAS_DEMO_SEAL = DEMO and DEMO_SEAL.exists()
PDF_SEAL_FILE = env.str("PDF_SEAL_FILE", default=str(DEMO_SEAL) if HAS_DEMO_SEAL else "")
PDF_SEAL_PASSWORD = env.str(
    "PDF_SEAL_PASSWORD", default=DEMO_SEAL_PASSWORD if HAS_DEMO_SEAL else ""
)

# --- Mail -----------------------------------------------------------------------
# EMAIL_URL, say smtp+tls://user:password@host:587; the demo keeps its mails in a folder and shows them at /surat/.
if "EMAIL_URL" in env:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "notifications.eml_backend.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mails")
EMAIL_TIMEOUT = 20  # a letter must be through within the lease
MAIL_LEASE_SECONDS = env.int("MAIL_LEASE_SECONDS", default=120)
MAIL_BATCH = 50  # letters over one connection
MAIL_BACK_OFF_SECONDS = env.list("MAIL_BACK_OFF_SECONDS", int, [60, 120, 240, 480, 900])
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <forum@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default=urlsplit(SITE_URL).hostname)

# --- Language and time ------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["forum_portal.locale_formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

# --- Files -----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
# Private: no address leads here; a view asks for permission at each download.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = ""
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
# All files of a request together: a report with three photos as they come from the camera.
UPLOADS_MAX_BYTES = 32 * 1024 * 1024
# What is read of a request at all, so that its form comes back with what was typed: twenty such photos.
REQUEST_MAX_BYTES = 256 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["core.large_uploads.LimitedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1500  # a budget of 200 lines has six fields each
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Security ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "forum_portal.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []
if SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
else:  # cookies know no ports: two checkouts side by side shall not sign each other out
    _port = urlsplit(SITE_URL).port or ""
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"sessionid{_port}", f"csrftoken{_port}"
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "forum_portal.weblog.Line",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"pikepdf": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
