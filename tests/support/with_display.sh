#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# with_display.sh COMMAND…: runs it on an X display of its own, 1920x1080, and ends that after it.
set -u
number=$(mktemp)
# -noreset: without it the server begins anew, and refuses, when its last client has gone.
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp -noreset 3>"$number" 2>/dev/null &
server=$!
trap 'kill "$server" 2>/dev/null; rm -f "$number"' EXIT
tries=0
while [ ! -s "$number" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then
        echo "with_display.sh: the X server did not start" >&2
        exit 4
    fi
    sleep 0.1
done
export DISPLAY=:$(cat "$number") QT_QPA_PLATFORM=xcb
"$@"
