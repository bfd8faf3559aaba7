#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates what `skydraft-cli check --format sarif` prints against the SARIF 2.1.0 JSON schema.

    check_sarif.py SKYDRAFT_CLI CACHE_DIR DRAWING…

The schema is the file that SKYDRAFT_SARIF_SCHEMA names; without it, that of the npm package
@microsoft/jest-sarif (MIT), fetched once into CACHE_DIR. Where neither is to be had the test is
skipped (exit status 77).
"""
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile

SKIPPED = 77
PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def fetched(cache):
    """The schema's text, or None where npm or the network is missing."""
    kept = cache / "sarif-2.1.0.json"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    cache.mkdir(parents=True, exist_ok=True)
    try:
        packed = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=cache, timeout=60,
                                capture_output=True, check=True, text=True).stdout.split()[-1]
        with tarfile.open(cache / packed) as package:
            text = io.TextIOWrapper(package.extractfile(MEMBER), encoding="utf-8-sig").read()
    except (OSError, subprocess.SubprocessError, IndexError, KeyError, tarfile.TarError):
        return None
    kept.write_text(text, encoding="utf-8")
    return text


def schema_text(cache):
    path = os.environ.get("SKYDRAFT_SARIF_SCHEMA")
    if path:
        return pathlib.Path(path).read_text(encoding="utf-8-sig")
    return fetched(cache) or skip("no schema: set SKYDRAFT_SARIF_SCHEMA, or install npm")


def faults_of(validator, program, drawing):
    run = subprocess.run([program, "check", drawing, "--format", "sarif"], capture_output=True,
                         check=False, text=True, encoding="utf-8")
    if run.returncode not in (0, 1):
        return [f"exit status {run.returncode}: {run.stderr}"]
    log = json.loads(run.stdout)
    results = log["runs"][0]["results"]
    print(f"{drawing}: {len(results)} results")
    return ["/" + "/".join(map(str, error.absolute_path)) + ": " + error.message[:300]
            for error in validator.iter_errors(log)]


def main(program, cache, *drawings):
    try:
        import jsonschema
    except ImportError:
        skip("the package python3-jsonschema is missing")
    schema = json.loads(schema_text(pathlib.Path(cache)))
    validator = jsonschema.validators.validator_for(schema)(schema)
    # A schema that accepts anything would prove nothing.
    if validator.is_valid({"version": "2.1.0", "runs": [{"results": []}]}):
        sys.exit("the schema accepts a run without a tool: this is not the SARIF schema")
    faults = [fault for drawing in drawings for fault in faults_of(validator, program, drawing)]
    print("\n".join(faults) or "no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
