#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds simulation_fingerprints with other compilers and settings and compares what it prints.

    check_compilers.py PROGRAM SOURCE_DIRECTORY BUILD_DIRECTORY

PROGRAM is this build's own. Ends with 1 where a line differs and with 77 where clang++ is missing.
"""
import pathlib
import shutil
import subprocess
import sys

BUILDS = [("clang++", "Debug"), ("g++", "Release")]


def printed(program):
    return subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()


def build(compiler, kind, source, folder):
    subprocess.run(
        ["cmake", "-S", source, "-B", folder, "-G", "Ninja", f"-DCMAKE_CXX_COMPILER={compiler}",
         f"-DCMAKE_BUILD_TYPE={kind}", "-DCMAKE_CXX_FLAGS_DEBUG=-O0"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "simulation_fingerprints"], check=True,
                   stdout=subprocess.DEVNULL)
    return next(path for path in pathlib.Path(folder).rglob("simulation_fingerprints*")
                if path.is_file() and path.suffix in ("", ".exe"))


def main():
    program, source, folder = sys.argv[1:]
    expected = printed(program)
    hashes = [line.split(" ", 1) for line in expected]
    alone = {name.split(", threads:")[0]: value for value, name in hashes}
    wrong = [name for value, name in hashes if alone[name.split(", threads:")[0]] != value]
    for name in wrong:
        print(f"differs with the number of threads: {name}")
    missing = []
    for compiler, kind in BUILDS:
        if shutil.which(compiler) is None:
            missing.append(compiler)
            continue
        other = printed(build(compiler, kind, source, f"{folder}/{compiler}-{kind}"))
        for mine, theirs in zip(expected, other, strict=True):
            print(f"{'the same' if mine == theirs else 'DIFFERENT'}, {compiler} {kind}: {theirs}")
            if mine != theirs:
                wrong.append(theirs)
    if wrong:
        return 1
    if missing:
        print(f"not found: {', '.join(missing)}")
        return 77
    return 0


sys.exit(main())
