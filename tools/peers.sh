#!/bin/sh
# What tests speak to that is not ours, from Debian's packages: strace watches the order of fsync and the printed line, sane-utils brings
# SANE's test scanner, a C compiler makes the disk that loses what was not synced, tesseract reads shrunk pages, cupsd prints, poppler and
# NSS judge signed papers, Chromium opens the city's pages, Caddy stands before the city. Where they are missing and cannot be had, those
# tests are skipped.
set -eu
have() { for name; do command -v "$name" >/dev/null 2>&1 || return 1; done; }
# Caddy is only unpacked: installed, it would begin to serve on port 80.
proxy=.venv/peers/usr/bin/caddy
if ! have caddy && [ ! -x "$proxy" ] && have apt-get dpkg-deb; then
    mkdir -p .venv/peers
    if [ "$(id -u)" = 0 ]; then apt-get update -qq || true; fi
    (cd .venv/peers && apt-get download -qq caddy && dpkg-deb -x caddy_*.deb . && rm -f caddy_*.deb) >/dev/null 2>&1 || true
fi
have strace scanimage cc tesseract pdfsig certutil openssl /usr/sbin/cupsd /usr/lib/cups/filter/pdftopdf chromium chromedriver && exit 0
packages="strace sane-utils gcc libc6-dev tesseract-ocr tesseract-ocr-vie cups-daemon cups-client cups-filters poppler-utils libnss3-tools
    openssl"
browser="chromium chromium-driver"
if [ "$(id -u)" = 0 ] && have apt-get; then
    install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || true; }
    apt-get update -qq || true
    # shellcheck disable=SC2086
    install $packages
    # By itself: Ubuntu has no such package, and the others are wanted there too.
    # shellcheck disable=SC2086
    install $browser
else
    echo "Some tests will be skipped. To run them all: sudo apt-get install --no-install-recommends $(echo $packages $browser)" >&2
fi
