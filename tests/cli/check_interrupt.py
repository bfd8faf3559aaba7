# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl-C ends a simulation with status 130, after it said on a terminal how far it is.

    check_interrupt.py SKYDRAFT_CLI DRAWING"""
import os
import signal
import subprocess
import sys

try:
    import pty
except ImportError:  # Windows
    sys.exit(77)


def main():
    program, drawing = sys.argv[1:]
    ours, theirs = pty.openpty()
    process = subprocess.Popen([program, "simulate", drawing, "--replications", "100000", "--jobs", "2"],
                               stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    told = b""
    while b"of 100000" not in told:
        told += os.read(ours, 1000)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    while True:
        try:
            more = os.read(ours, 1000)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        told += more
    assert process.returncode == 130, process.returncode
    assert out == b"", out
    assert b"The simulation was stopped." in told, told


main()
