"""Every setting that Licet reads from the environment, once: `settings.py` reads this list and the
reference page `docs/reference/settings.md` is made from it."""

from __future__ import annotations

from dataclasses import dataclass

from licet.platform import home


@dataclass(frozen=True)
class Option:
    """One environment variable. `default` is shown as written; `reserved` names do nothing yet, and a value for one is refused."""

    name: str
    default: str
    help: str
    choices: tuple[str, ...] = ()
    reserved: bool = False


OPTIONS: tuple[Option, ...] = (
    Option("LICET_HOME", home.DEFAULT, "Folder where data lives: database, files, outbox, keys. Also read: `LICET_HOME/.env`."),
    Option(
        "LICET_ENV",
        "production",
        "What this installation is. `licet init --demo` writes `demo` into `LICET_HOME/.env`; only `demo` "
        "offers *sign in as* and adapters that pretend.",
        choices=("demo", "test", "production"),
    ),
    Option("LICET_DATABASE_URL", "", "Database as a URL (`postgresql://…`). Empty: SQLite in `LICET_HOME/licet.sqlite3`."),
    Option(
        "LICET_OWNER_DATABASE_URL",
        "",
        "The same database under the role that owns its tables, for `licet init` and `licet restore` alone. Empty: `LICET_DATABASE_URL`.",
    ),
    Option(
        "LICET_SURFACE",
        "all",
        "Which addresses this process serves.",
        choices=("all", "register", "portal", "desk", "concerns"),
    ),
    Option(
        "LICET_WEB_WORKERS",
        "1",
        "Processes in which one `licet serve` on PostgreSQL answers requests, each with its own threads. SQLite has one writer: there it "
        "must be 1.",
    ),
    Option("LICET_SECRET_KEY", "", "Key that signs sessions and forms: at least 50 characters. `licet init` writes a random one."),
    Option(
        "LICET_BASE_URL",
        "",
        "Address of this installation as people type it; links in letters and commands to check the log start with it. Its host is "
        "always answered. Empty: where `licet serve` listens, by default `http://127.0.0.1:8000`.",
    ),
    Option("LICET_HOSTS", "127.0.0.1,localhost,[::1]", "Host names that are answered, separated by commas."),
    Option("LICET_LOG_ORIGIN", "", "Name of the log on every checkpoint. Empty: host of `LICET_BASE_URL` and `/log`."),
    Option(
        "LICET_LOG_KEY",
        "",
        "Ed25519 key that signs checkpoints of the log. Only the worker needs it, and `licet init`, which writes a random one if none "
        "is set.",
    ),
    Option("LICET_LOG_PUBLIC_KEY", "", "Public half of `LICET_LOG_KEY`, for every process that does not sign. `licet init` writes it."),
    Option("LICET_FILES_URL", "", "Where documents are kept: `file:///folder`. Empty: `LICET_HOME/files`."),
    Option(
        "LICET_MAIL_URL", "", "How mail leaves: `smtp://user:password@host:587?tls=yes`. Empty: a file per message in `LICET_HOME/outbox`."
    ),
    Option("LICET_SCAN_URL", "", "Scanner for uploaded documents. There is none yet, and every page says *not scanned*.", reserved=True),
    Option(
        "LICET_CONCERNS_DATABASE_URL",
        "",
        "Database of the concerns procedure, never that of `LICET_DATABASE_URL`. Empty: SQLite in `LICET_HOME/concerns.sqlite3`.",
    ),
    Option(
        "LICET_CONCERNS_OWNER_DATABASE_URL",
        "",
        "The concerns database under the role that owns its tables, for `licet init` and `licet restore` alone. "
        "Empty: `LICET_CONCERNS_DATABASE_URL`.",
    ),
    Option(
        "LICET_CONCERNS_KEY",
        "",
        "Key from which the private keys of the concerns procedure come: 32 random bytes in base64. `licet init` writes one. "
        "Where surfaces run apart, only the processes that serve and carry concerns are given it.",
    ),
    Option(
        "LICET_SECRETS_FOLDER",
        "",
        "Folder with a file for each setting that is a secret, named as the setting (`LICET_DATABASE_URL`): what systemd's credentials "
        "and container engines offer. The environment wins over it, it wins over `LICET_HOME/.env`. Read from the environment only.",
    ),
    Option(
        "LICET_LOG_FORMAT",
        "auto",
        "How lines on stderr are written: `text` for people, `json` for programs, with a line for each request. `auto`: `json` "
        "in production, `text` elsewhere.",
        choices=("auto", "text", "json"),
    ),
    Option(
        "LICET_METRICS_ADDRESS",
        "",
        "Where this process offers metrics to Prometheus, such as `127.0.0.1:9101`: each process needs an address of its own that "
        "the public cannot reach. Empty: none. The concerns surface measures nothing and refuses to start with one.",
    ),
    Option(
        "LICET_TRUSTED_PROXIES",
        "127.0.0.1,::1",
        "Addresses or networks of the web server in front, separated by commas. Only a request that comes from there may bring "
        "its own `X-Request-ID`, and only there does `X-Forwarded-For` say whose failed sign-ins are counted: name no network in "
        "which others have addresses.",
    ),
    Option("LICET_FIGURES_ENGINE", "", "Engine that computes figures.", reserved=True),
    Option("LICET_PYTHON", "", "Python (3.12 or newer) that `bin/…` uses to make its environment."),
    Option("LICET_TEST_DATA", "", "Folder of real data for tests; tests that need it say so when it is absent."),
    Option("LICET_TEST_SCREENSHOTS", "", "Folder where browser tests keep their screenshots; none are kept without it."),
    Option("LICET_QUIET", "", "Anything: `licet serve` does not print the tour."),
    Option(
        "LICET_TEST_ENGINE",
        "sqlite",
        "Database engine of a test run. `bin/test` runs the module tests once with each.",
        choices=("sqlite", "postgresql"),
    ),
)


def option(name: str) -> Option:
    """The option of this name. Raises KeyError for a name nobody declared."""
    return {each.name: each for each in OPTIONS}[name]
