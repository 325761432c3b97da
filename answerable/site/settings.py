"""Django's settings. What an operator may change is in environment.py."""

from pathlib import Path

from csp.constants import NONE, SELF

from answerable.site import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()

SECRET_KEY = environment.secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, environment.value("ANSWERABLE_HOSTS").split(",")),
]
ROOT_URLCONF = "answerable.site.urls"
WSGI_APPLICATION = "answerable.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "answerable.desk",
    "answerable.web",
]
MIDDLEWARE = [
    "answerable.web.addresses.only_real_addresses",
    "answerable.web.live.asking.answered_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "answerable.web.addresses.kept_nowhere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "answerable.web.addresses.says_what_it_takes",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "answerable.web.context.desk",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

DATABASES = {"default": environment.database(DATA)}
# Counters of failed sign-ins live in the database: they must survive a restart and be shared by every process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "answerable_cache"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = PACKAGE / "web" / "static"
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "desk.Officer"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "answerable.web.officers.adapter.DeskAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# The delay after failed sign-ins is our own (officers/adapter.py): allauth's would lock an account out for a while,
# and a stranger could do that to the only clerk.
ACCOUNT_RATE_LIMITS = {"login_failed": False, "login": False}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody has us write to strangers
ACCOUNT_FORMS = {
    "login": "answerable.web.officers.forms.SignInForm",
    "reset_password": "answerable.web.officers.forms.ForgottenForm",
    "reset_password_from_key": "answerable.web.officers.forms.ChooseForm",
    "change_password": "answerable.web.officers.forms.ChangeForm",
    "reauthenticate": "answerable.web.officers.forms.PasswordAgainForm",
}
MFA_FORMS = {
    "authenticate": "answerable.web.officers.forms.CodeForm",
    "reauthenticate": "answerable.web.officers.forms.CodeAgainForm",
    "activate_totp": "answerable.web.officers.forms.FirstCodeForm",
}
MFA_ADAPTER = "answerable.web.officers.adapter.DeskFactorAdapter"
# An administrator vouches for an officer's address; allauth has asked nobody to confirm it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Answerable"

# What reads the bytes that come in by each channel: the desk knows no channel.
READERS = {
    "email": "answerable.channels.email.parse.parse",
    "voicemail": "answerable.channels.voicemail.parse.parse",
    "web": "answerable.channels.web.parse.parse",
    "api": "answerable.api.reading.read",
    "sms": "answerable.channels.sms.parse.parse",
    "social": "answerable.channels.social.parse.parse",
    "networks": "answerable.channels.social.notification.parse",
}
MAIL_LIMIT = int(environment.value("ANSWERABLE_MAIL_LIMIT"))
API_LIMIT = int(environment.value("ANSWERABLE_API_LIMIT"))
RETURN_PATH = environment.value("ANSWERABLE_RETURN_PATH")
VIRUS_SCANNER = environment.value("ANSWERABLE_VIRUS_SCANNER")
TEXT_READER = environment.value("ANSWERABLE_TEXT_READER")
ALLOWED_ADDRESSES = environment.value("ANSWERABLE_ALLOWED_ADDRESSES")
SMTP = environment.value("ANSWERABLE_SMTP")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the cookies page names every cookie
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day at the desk
CSRF_COOKIE_HTTPONLY = False
BEHIND_HTTPS = environment.value("ANSWERABLE_BEHIND_HTTPS") == "yes"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_HTTPS else 0
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
# What shows live is streamed by a process of its own: at a path of ours behind a proxy, else on another port.
PORT = environment.value("PORT")
LIVE_PATH = environment.live_path()
LIVE_PORT = environment.live_port() if environment.is_live() and not LIVE_PATH else ""
LIVE_ORIGINS = [f"http://{host}:{LIVE_PORT}" for host in ALLOWED_HOSTS if LIVE_PORT and "[" not in host]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [SELF, *LIVE_ORIGINS],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
FORM_RENDERER = "answerable.web.forms.GovukRenderer"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 9 * 1024 * 1024  # a photograph as a telephone takes it
FILE_UPLOAD_HANDLERS = ["answerable.web.uploads.OfficersFiles"]  # in memory alone: nobody fills our disk with files
EMAIL_BACKEND = "answerable.web.officers.mail.OutboxBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "answerable.site.logs.WithoutWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # Whoever asks for another host's pages gets 400; a line for each would let a stranger fill the disk.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {"handlers": ["console"], "level": environment.value("ANSWERABLE_LOG").upper()},
}
