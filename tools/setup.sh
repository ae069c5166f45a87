#!/bin/sh
# Set up everything `make run` and `make test` need: a virtual environment in .venv, nothing global but Qt's shared libraries.
set -eu
cd "$(dirname "$0")/.."

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
apt_install() {
    if may_install; then
        echo "installing: $*"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        echo "Missing on this machine. Please run, then try again:" >&2
        echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $*" >&2
        exit 1
    fi
}

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

python=$(find_python)
if [ -z "$python" ]; then
    apt_install python3 python3-venv
    python=$(find_python)
    [ -n "$python" ] || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    apt_install "python$version-venv"
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
wanted=$(cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/installed 2>/dev/null || true)" != "$wanted" ]; then
    echo "installing Python packages into .venv"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
    # setuptools warns at length about editable installs; what it says matters only when it fails.
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . \
        >.venv/install.log 2>&1 || { cat .venv/install.log >&2; exit 1; }
    echo "$wanted" > .venv/installed
fi

# Qt's own libraries come with its wheel; what they need of the system may be missing on a bare machine.
qt=$(.venv/bin/python -c 'import importlib.util as u, pathlib; print(pathlib.Path(u.find_spec("PySide6").origin).parent / "Qt")')
missing=$(for file in "$qt"/plugins/platforms/libqoffscreen.so "$qt"/plugins/platforms/libqxcb.so "$qt"/lib/libQt6Widgets.so.6 \
    "$qt"/lib/libQt6Svg.so.6; do ldd "$file" 2>/dev/null; done | awk '/not found/ {print $1}' | sort -u)
packages=""
for library in $missing; do
    case $library in
        libEGL.so.1) package=libegl1 ;;
        libGL.so.1 | libOpenGL.so.0) package="libgl1 libopengl0" ;;
        libGLX.so.0) package=libglx0 ;;
        libxkbcommon.so.0) package=libxkbcommon0 ;;
        libxkbcommon-x11.so.0) package=libxkbcommon-x11-0 ;;
        libdbus-1.so.3) package=libdbus-1-3 ;;
        libfontconfig.so.1) package=libfontconfig1 ;;
        libfreetype.so.6) package=libfreetype6 ;;
        libglib-2.0.so.0 | libgthread-2.0.so.0) package=libglib2.0-0 ;;
        libX11.so.6) package=libx11-6 ;;
        libX11-xcb.so.1) package=libx11-xcb1 ;;
        libICE.so.6) package=libice6 ;;
        libSM.so.6) package=libsm6 ;;
        libxcb.so.1) package=libxcb1 ;;
        libxcb-icccm.so.4) package=libxcb-icccm4 ;;
        libxcb-util.so.1) package=libxcb-util1 ;;
        libxcb-keysyms.so.1) package=libxcb-keysyms1 ;;
        libxcb-*.so.*) package=$(echo "$library" | sed -E 's/\.so\..*//')0 ;;
        libz.so.1) package=zlib1g ;;
        *) echo "Qt needs $library, which package it is in is not known here: apt-file search $library" >&2; continue ;;
    esac
    packages="$packages $package"
done
case $packages in *libxcb-xkb0*) packages=$(echo "$packages" | sed 's/libxcb-xkb0/libxcb-xkb1/; s/libxcb-sync0/libxcb-sync1/') ;; esac
packages=$(echo "$packages" | sed 's/libxcb-sync0/libxcb-sync1/')
# shellcheck disable=SC2086
[ -z "$packages" ] || apt_install $packages
