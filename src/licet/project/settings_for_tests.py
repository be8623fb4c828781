"""The settings of a test run: those of Licet, with `LICET_ENV=test` and an engine chosen by `LICET_TEST_ENGINE`.

Nothing of the caller's installation is used: data live in a temporary folder, and PostgreSQL is the throw-away
cluster whose socket folder `LICET_TEST_CLUSTER` names (`tests/cluster.py` starts it)."""

from __future__ import annotations

import atexit
import base64
import os
import shutil
import tempfile

ENGINE = os.environ.get("LICET_TEST_ENGINE", "sqlite")
for _name in (
    "LICET_SURFACE",
    "LICET_LOG_KEY",
    "LICET_LOG_PUBLIC_KEY",
    "LICET_LOG_ORIGIN",
    "LICET_FILES_URL",
    "LICET_MAIL_URL",
    "LICET_BASE_URL",
):
    os.environ.pop(_name, None)
for _name in ("LICET_LOG_FORMAT", "LICET_METRICS_ADDRESS", "LICET_TRUSTED_PROXIES", "LICET_SECRETS_FOLDER"):
    os.environ.pop(_name, None)
os.environ["LICET_ENV"] = "test"
os.environ["LICET_CONCERNS_KEY"] = base64.b64encode(bytes(range(32))).decode()
os.environ["LICET_HOSTS"] = "127.0.0.1,localhost,[::1],testserver"
os.environ["LICET_SECRET_KEY"] = "for tests only, and the same in every process of a run"  # noqa: S105
if "LICET_TEST_HOME" not in os.environ:
    os.environ["LICET_TEST_HOME"] = tempfile.mkdtemp(prefix="licet-test-")
    atexit.register(shutil.rmtree, os.environ["LICET_TEST_HOME"], ignore_errors=True)
os.environ["LICET_HOME"] = os.environ["LICET_TEST_HOME"]
if ENGINE == "postgresql":
    if "LICET_TEST_CLUSTER" not in os.environ:
        os.environ["LICET_TEST_CLUSTER"] = tempfile.mkdtemp(prefix="lp-", dir="/tmp")  # a socket's path must be short
        atexit.register(shutil.rmtree, os.environ["LICET_TEST_CLUSTER"], ignore_errors=True)
    os.environ["LICET_DATABASE_URL"] = f"postgresql://postgres@/licet?host={os.environ['LICET_TEST_CLUSTER']}"
    os.environ["LICET_CONCERNS_DATABASE_URL"] = f"postgresql://postgres@/licet_concerns?host={os.environ['LICET_TEST_CLUSTER']}"
else:
    os.environ["LICET_DATABASE_URL"] = os.environ["LICET_CONCERNS_DATABASE_URL"] = ""

from licet.project.settings import *  # noqa: E402, F403

LICET_OPEN_CONCERNS = "licet.project.concerns.NotInstalled"  # most tests use one database; those of concerns say FromDailyView
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow by design
