"""Settings with the ledger alone, for the store that the benchmark of the log makes itself.

`LEDGER_STORE` is the path of an SQLite file or a `postgresql://` URL.
"""

from __future__ import annotations

import os

import dj_database_url

STORE = os.environ["LEDGER_STORE"]
SECRET_KEY = "for a store that is thrown away"
LICET_ENV = "test"
LICET_LOG_KEY = ""
LICET_LOG_ORIGIN = "log.example/ledger"
USE_TZ = True
TIME_ZONE = "UTC"
INSTALLED_APPS = ["licet.ledger"]
if "://" in STORE:
    DATABASES = {"default": dj_database_url.parse(STORE)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": STORE,
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }
