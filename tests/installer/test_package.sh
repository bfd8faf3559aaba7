#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# test_package.sh BUILD_FOLDER: makes the Debian package of the build, installs it in a root of its
# own, starts what it brought, removes it and looks whether anything is left. Needs root, or a user
# namespace in which we are.
set -eu
build=$1

if [ "$(id -u)" -ne 0 ]; then
    unshare --map-root-user true 2>/dev/null || { echo "needs root"; exit 77; }
    exec unshare --map-root-user "$0" "$@"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
fail() { echo "test_package.sh: $*" >&2; exit 1; }

# Made as `./dev package` makes it, from what is built already.
cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work" >"$work/cpack.log" 2>&1 \
    || { cat "$work/cpack.log"; exit 1; }
package=$(ls "$work"/skydraft_*.deb)

# A root that knows this machine's packages, so that the dependencies are really checked.
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers" "$root/var/log"
cp /var/lib/dpkg/status "$root/var/lib/dpkg/status"
dpkg_here() { dpkg --root="$root" --log="$work/dpkg.log" "$@" >"$work/out" 2>&1 || { cat "$work/out"; fail "dpkg $*"; }; }
find "$root" | sort >"$work/before"
dpkg_here --install "$package"
dpkg-query --admindir="$root/var/lib/dpkg" -W -f='${db:Status-Status}' skydraft | grep -qx installed \
    || fail "not installed"

# What the desktop needs.
share=$root/usr/share
id=io.github.skydraft.Skydraft
desktop-file-validate "$share/applications/$id.desktop"
appstreamcli validate --no-net "$share/metainfo/$id.metainfo.xml" >"$work/out" || { cat "$work/out"; exit 1; }
update-mime-database "$share/mime" 2>/dev/null
grep -q '^50:application/x-skydraft:\*\.skydraft$' "$share/mime/globs2" || fail "the MIME type is not known"
[ -s "$share/icons/hicolor/scalable/apps/$id.svg" ] || fail "no icon"
[ -s "$share/doc/skydraft/copyright" ] || fail "no copyright"

# It starts: the tool and the window.
cli=$root/usr/bin/skydraft-cli
"$cli" --version | grep -q '[0-9]\.[0-9]' || fail "skydraft-cli does not start"
"$cli" new --template myclothes -o "$work/shop.skydraft" || fail "no templates"
"$cli" check "$work/shop.skydraft" >/dev/null || [ $? -eq 1 ] || fail "check"
export XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data"
"$root/usr/bin/skydraft" --language ko "$work/shop.skydraft" &
window=$!
tries=0
until xdotool search --onlyvisible --name 'shop.skydraft' >/dev/null 2>&1; do
    tries=$((tries + 1))
    kill -0 "$window" 2>/dev/null || fail "the window ended by itself"
    [ "$tries" -lt 150 ] || fail "no window after 15 s"
    sleep 0.1
done
kill "$window"
wait "$window" 2>/dev/null || true

# It goes without a trace.
rm -rf "$share/mime/globs2" # dpkg removes what it brought; the database is the system's
find "$share/mime" -maxdepth 1 -type f -delete
rm -rf "$share/mime/application"
dpkg_here --purge skydraft
find "$root" | grep -v "^$root/var/lib/dpkg" | sort >"$work/after"
grep -v "^$root/var/lib/dpkg" "$work/before" | diff - "$work/after" || fail "something is left"
