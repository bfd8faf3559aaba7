#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Applies the schemas of resources/schemas/ to the files that promise to follow them.

    check_schemas.py catalogue SOURCE_DIR        every catalogue file and property set
    check_schemas.py templates SOURCE_DIR        every template document
    check_schemas.py file SCHEMA FILE…           FILEs (JSON) against one schema
"""
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    sys.exit("the package python3-jsonschema is missing (./dev setup installs it)")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def faults(schema_path, paths):
    schema = load(schema_path)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    found = 0
    for path in paths:
        for error in validator(schema).iter_errors(load(path)):
            pointer = "/" + "/".join(str(part) for part in error.absolute_path)
            print(f"{path}: {pointer}: {error.message}")
            found += 1
    return found


def main(arguments):
    kind, rest = arguments[0], arguments[1:]
    if kind == "file":
        checked = [(rest[0], rest[1:])]
    else:
        resources = pathlib.Path(rest[0]) / "resources"
        schemas = resources / "schemas"
        if kind == "catalogue":
            checked = [
                (schemas / "catalogue.schema.json", sorted((resources / "catalogue").glob("*.json"))),
                (schemas / "catalogue-set.schema.json", sorted((resources / "catalogue/sets").glob("*.json"))),
            ]
        else:
            checked = [(schemas / "document.schema.json", sorted((resources / "templates").glob("*.skydraft")))]
    if any(not paths for _, paths in checked):
        sys.exit("nothing to check: no files found")
    found = sum(faults(schema, paths) for schema, paths in checked)
    print(f"{sum(len(paths) for _, paths in checked)} files checked, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
