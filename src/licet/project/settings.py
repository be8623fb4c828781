"""Django's settings, from the environment and from `LICET_HOME/.env`; the names are those of `options.py`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.utils.csp import CSP
from environs import Env

from licet.platform import home
from licet.platform.secrets_folder import read_secrets_folder
from licet.project.databases import CONCERNS
from licet.project.mailers import mailers_from_url
from licet.project.observability.log_lines import logging_settings, writes_json
from licet.project.options import OPTIONS, option

os.umask(0o077)  # whatever this process writes (databases with their -wal and -shm, documents, mail) is for its owner alone

# --- where we are ---------------------------------------------------------------------------------------------------
PACKAGE = Path(__file__).resolve().parents[1]
LICET_HOME = home.folder()

read_secrets_folder()
env = Env()
env.read_env(LICET_HOME / ".env", recurse=False)  # what the environment already says wins


def text(name: str) -> str:
    """The value of a declared setting; an empty variable counts as absent."""
    declared = option(name)
    value = env.str(name, "") or declared.default
    if declared.choices and value not in declared.choices:
        raise SystemExit(f"{name} is {value!r}: it must be one of {', '.join(declared.choices)}.")
    return value


def refuse_reserved() -> None:
    """Stop where a setting is given that nothing reads yet: somebody would rely on what it does not do."""
    given = [declared.name for declared in OPTIONS if declared.reserved and env.str(declared.name, "")]
    if given:
        verb, it = ("does", "it") if len(given) == 1 else ("do", "them")
        raise SystemExit(f"{' and '.join(given)} {verb} nothing yet: remove {it} from the environment and from LICET_HOME/.env.")


refuse_reserved()


def host_header(address: str) -> str:
    """The host of an address as a browser writes it into the Host header: an IPv6 address in brackets."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


LICET_ENV = text("LICET_ENV")
LICET_SURFACE = text("LICET_SURFACE")
LICET_BASE_URL = (text("LICET_BASE_URL") or home.served_address()).rstrip("/")
LICET_LOG_KEY = text("LICET_LOG_KEY")
LICET_LOG_PUBLIC_KEY = text("LICET_LOG_PUBLIC_KEY")
# The name of the log is part of every signature: it must not change because somebody serves on another port or host.
LICET_LOG_ORIGIN = text("LICET_LOG_ORIGIN") or f"{urlsplit(text('LICET_BASE_URL') or home.DEFAULT_ADDRESS).hostname}/log"
LICET_FILES_ROOT = Path(urlsplit(text("LICET_FILES_URL")).path or LICET_HOME / "files")
LICET_OUTBOX = LICET_HOME / "outbox"
# Only a process that serves or carries concerns holds their key; the other surfaces could not read one if they tried.
LICET_CONCERNS_KEY = text("LICET_CONCERNS_KEY") if LICET_SURFACE in {"all", "concerns"} else ""
LICET_CONCERNS_ROOT = LICET_HOME / "concerns"  # sealed attachments
LICET_WEB_WORKERS = text("LICET_WEB_WORKERS")
LICET_IS_DEMO = LICET_ENV == "demo"
IN_PRODUCTION = LICET_ENV == "production"
LICET_LOGS_JSON = writes_json(text("LICET_LOG_FORMAT"), in_production=IN_PRODUCTION)
LICET_METRICS_ADDRESS = text("LICET_METRICS_ADDRESS")
LICET_TRUSTED_PROXIES = text("LICET_TRUSTED_PROXIES")

# --- Django's own ---------------------------------------------------------------------------------------------------
# Without a key (before `licet init`) each process makes its own; serving in production then refuses (checks.py).
LICET_SECRET_KEY_GIVEN = bool(text("LICET_SECRET_KEY"))
SECRET_KEY = text("LICET_SECRET_KEY") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in text("LICET_HOSTS").split(",") if host.strip()]
ALLOWED_HOSTS += [host for host in [host_header(LICET_BASE_URL)] if host not in ALLOWED_HOSTS]
LICET_ACT_EFFECTS = "licet.project.acts.EFFECTS"
LICET_OPEN_CONCERNS = "licet.project.concerns.FromDailyView"  # what signers are shown
LICET_PUBLISHED_RECORD = "licet.project.published_record.FromRegister"  # what corrections and exclusions read and change
LICET_INVOLVED_PEOPLE = "licet.project.involved.Records"  # who never handles a concern
CSRF_TRUSTED_ORIGINS = [LICET_BASE_URL]
ROOT_URLCONF = "licet.project.urls"
WSGI_APPLICATION = "licet.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Bottom floor first. The demonstration has no tables: it works through services.
MODULES = (
    "platform",
    "ledger",
    "policy",
    "people",
    "documents",
    "notices",
    "screening",
    "evidence",
    "assessments",
    "applications",
    "casework",
    "decisions",
    "licences",
    "reviews",
    "register",
    "concerns",
    "web.components",
    "web.account",
    "web.register",
    "web.portal",
    "web.desk",
    "web.concerns",
    "project",
)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    *(f"licet.{module}" for module in MODULES),
]

MIDDLEWARE = [
    # Outermost, so that a refusal by host has a number, too. Requests of the concerns surface get no number, no line and no metrics.
    *([] if LICET_SURFACE == "concerns" else ["licet.project.observability.middleware.RequestMiddleware"]),
    "licet.web.components.hosts.HostMiddleware",  # first of what handles: everything below may rely on the name in the request
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "licet.web.concerns.middleware.QuietMiddleware",  # before anything reads what was sent
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "licet.web.components.access.middleware.AccessMiddleware",  # deny by default: a view without a mark is absent
]

# Nobody signs in at the register: its own process reads no sessions and no people, and its database role could not.
SIGNED_IN_ONLY = ("sessions.", "auth.", "messages.")
if LICET_SURFACE == "register":
    MIDDLEWARE = [each for each in MIDDLEWARE if not each.startswith(tuple(f"django.contrib.{name}" for name in SIGNED_IN_ONLY))]

# --- records --------------------------------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "timeout": 30,
    "transaction_mode": "IMMEDIATE",
    # FULL: a decision that was shown as made survives a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; "
    # Without it, INSERT OR REPLACE removes a row of an append-only table and no trigger sees it.
    "PRAGMA recursive_triggers=ON;",
}


# A database server that does not answer must not hold a request, or the worker, for the minutes that TCP would wait.
POSTGRESQL_OPTIONS = {"connect_timeout": 5}
# Each thread keeps its connection to each database from one request to the next, for ten minutes at most. Its first
# query of a request asks the server whether the connection still works, and opens a new one if it does not.
PERSISTENT = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def database(url: str, *, file: str) -> dict[str, Any]:
    """Django's description of a database: this file under LICET_HOME, or the PostgreSQL a URL names."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": LICET_HOME / file, "OPTIONS": SQLITE_OPTIONS} | PERSISTENT
    parsed: dict[str, Any] = dict(dj_database_url.parse(url)) | PERSISTENT
    if "sqlite" in str(parsed["ENGINE"]):
        return parsed | {"OPTIONS": SQLITE_OPTIONS}
    return parsed | {"OPTIONS": POSTGRESQL_OPTIONS | parsed.get("OPTIONS", {})}


DATABASES = {
    "default": database(text("LICET_DATABASE_URL"), file="licet.sqlite3"),
    CONCERNS: database(text("LICET_CONCERNS_DATABASE_URL"), file="concerns.sqlite3"),
}
LICET_DATABASES_NAMED = tuple(bool(text(f"LICET_{name}")) for name in ("DATABASE_URL", "CONCERNS_DATABASE_URL"))
if all(LICET_DATABASES_NAMED) and text("LICET_DATABASE_URL") == text("LICET_CONCERNS_DATABASE_URL"):
    raise SystemExit("LICET_CONCERNS_DATABASE_URL names the database of LICET_DATABASE_URL: concerns need one of their own.")
DATABASE_ROUTERS = ["licet.project.databases.ConcernsApart"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MAILERS = mailers_from_url(text("LICET_MAIL_URL"), outbox=LICET_OUTBOX)

# --- who ------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
SESSION_ENGINE = "licet.people.sessions"  # so that an administrator can see and end the sessions of a person
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "/account/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# --- pages ----------------------------------------------------------------------------------------------------------
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "OPTIONS": {"environment": "licet.web.components.environment.environment"},
    }
]
FORM_RENDERER = "licet.web.components.forms.renderer.GovukRenderer"
CSRF_FAILURE_VIEW = "licet.web.components.errors.stale_form"
STATIC_URL = "/static/"
STATICFILES_DIRS = sorted((PACKAGE / "web").glob("*/static"))
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True  # built files are committed: nothing to collect before serving

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]

# --- what a browser may do with our pages -----------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10  # one working day
CSRF_COOKIE_AGE = None  # gone with the browser's window: nothing stays behind of a visit to the concerns pages
# The proxy says how it was reached. The local health check speaks plain HTTP and must not be sent elsewhere.
SECURE_SSL_REDIRECT = IN_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IN_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IN_PRODUCTION else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = logging_settings(as_json=LICET_LOGS_JSON)
