# shellcheck shell=sh
# Sourced by every script in bin/: finds Python, installs uv and the locked packages, once. POSIX sh only.
#
#   . "$(dirname -- "$0")/_setup.sh"
#   setup_packages dev browser       # the groups of pyproject.toml that this script needs beside the program's own
#
# Nothing is done twice: a stamp per group holds the checksum of the lock it was installed from.

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python

# Compiled modules are kept, and apart from the sources: without them each process that starts compiles all of it anew.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="$ROOT/.tools/bytecode"
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT PYTHONHOME PYTHONPATH DJANGO_SETTINGS_MODULE

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }
as_root_on_debian() { [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; }

is_python() { [ -n "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

# A Python >= 3.12, newest first: the one named, then PATH, then pyenv's folder (its shims answer only for the selected version).
find_python() {
    pyenv=${PYENV_ROOT:-$HOME/.pyenv}/versions
    for candidate in "${LICET_PYTHON:-}" "$PYTHON" python3.14 python3.13 python3.12 python3 \
        "$pyenv"/3.14*/bin/python "$pyenv"/3.13*/bin/python "$pyenv"/3.12*/bin/python; do
        if is_python "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# Any Python with pip can install uv, also an older one.
find_pip() {
    for candidate in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python; do
        if "$candidate" -m pip --version >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

checksum() { cksum "$@" | cksum; }

install_uv() {
    wanted=$(checksum "$ROOT/requirements-uv.txt")
    if [ -x "$ROOT/.tools/bin/uv" ] && [ "$(cat "$ROOT/.tools/stamp" 2>/dev/null)" = "$wanted" ]; then return 0; fi
    pip_python=$(find_pip) || stop "No pip here. Type: apt-get install python3-pip"
    say "Installing uv into .tools …"
    PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore "$pip_python" -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
        --target "$ROOT/.tools" --require-hashes -r "$ROOT/requirements-uv.txt" ||
        stop "pip could not install uv; its message is above."
    printf '%s\n' "$wanted" >"$ROOT/.tools/stamp"
}

download_python() {
    say "No Python 3.12 or newer found: trying uv's download …"
    version=$(cat "$ROOT/.python-version")
    if "$ROOT/.tools/bin/uv" python install --quiet "$version"; then
        "$ROOT/.tools/bin/uv" python find "$version" && return 0
    fi
    stop "No Python 3.12 or newer. Type one of:" \
        " apt-get install python3 (Debian 13)  ·  pyenv install $version  ·  LICET_PYTHON=/path/to/python $0"
}

# setup_packages GROUP…: the program's packages and those of these groups are there, as locked.
setup_packages() {
    locked=$(cd "$ROOT" && checksum uv.lock pyproject.toml)
    missing=no
    for group in base "$@"; do
        [ "$(cat "$VENV/stamp-$group" 2>/dev/null)" = "$locked" ] || missing=yes
    done
    if [ $missing = no ] && [ -x "$PYTHON" ]; then return 0; fi
    if [ ! -w "$ROOT" ]; then # such as the system user that serves: the owner of the folder sets it up
        [ $missing = yes ] || stop "$PYTHON cannot be run by the user $(id -un). Set up $ROOT with a Python that other users may read: LICET_PYTHON=/path/to/python"
        stop "The packages of this version are not set up in $ROOT, and the user $(id -un) may not write there. As its owner, type: $ROOT/bin/licet --help"
    fi
    [ -z "${LICET_PYTHON:-}" ] || is_python "$LICET_PYTHON" ||
        stop "LICET_PYTHON is $LICET_PYTHON, which is no Python 3.12 or newer."
    install_uv
    python=$(find_python) || python=$(download_python) || exit 1
    for installed in "$VENV"/stamp-*; do # a changed lock renews what is already there, too
        [ -f "$installed" ] && set -- "$@" "${installed##*/stamp-}"
    done
    say "Installing the locked packages into .venv …"
    wanted=
    for group in "$@"; do
        case " $wanted base " in *" $group "*) ;; *) wanted="$wanted $group" ;; esac
    done
    set --
    for group in $wanted; do set -- "$@" --group "$group"; done
    # The project itself is put on the path by a .pth file, not built: its build tool is not in the lock.
    (cd "$ROOT" && .tools/bin/uv sync --quiet --frozen --inexact --no-install-project --python "$python" "$@") ||
        stop "uv could not install the locked packages; its message is above."
    printf '%s\n' "$ROOT/src" >"$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/licet.pth"
    for group in base $wanted; do printf '%s\n' "$locked" >"$VENV/stamp-$group"; done
}
