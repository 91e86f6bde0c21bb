"""Reads what a running server offers for download with readers that have nothing to do with what wrote it: RIS with
rispy, the JSON of records against the published schemas with jsonschema, the data package with frictionless. Run by
`scripts/readers`, with the address of a server of the project's own record."""

import json
import sys
import tempfile
import urllib.request
from pathlib import Path

import rispy
from frictionless import Package
from jsonschema import Draft202012Validator

KINDS = ("industries", "projects", "agreements", "institutions", "sites")


def check(holds, what):
    if not holds:
        sys.exit(f"wrong: {what}")


def get(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def records(site, name):
    """Every record of a list, page by page."""
    page = 1
    while True:
        answer = json.loads(get(f"{site}/{name}.json?page={page}"))
        yield from answer["items"]
        if page == answer["pages"]:
            return
        page += 1


def citations(site, facts):
    """A fact has an entry for each of its sources, with the newspaper and the pinned address."""
    publishers = {source["slug"]: source["publisher"] for source in json.loads(get(f"{site}/sources.json"))["items"]}
    for fact in facts:
        entries = rispy.loads(get(f"{site}/facts/{fact['code']}.ris").decode())
        expected = sorted(publishers[source["slug"]] for source in fact["sources"])
        check(sorted(entry["secondary_title"] for entry in entries) == expected, f"the sources of {fact['code']}.ris")
        for entry in entries:
            check(entry["type_of_reference"] == "NEWS" and entry["title"], f"{fact['code']}.ris: {entry}")
            check(entry["urls"] == [fact["pinned_url"]], f"{fact['code']}.ris: {entry['urls']}")
    # The agreement with IGS: an article of which the month is concluded, one whose day is known, and a third.
    entries = rispy.loads(get(f"{site}/facts/GS-0055-4@3.ris").decode())
    read = [(entry.get("authors"), entry["secondary_title"], entry["year"], entry["date"]) for entry in entries]
    expected = [
        (["김윤섭"], "경북일보", "2018", "2018/04//"),
        (None, "아주경제", "2017", "2017/12/22/"),
        (None, "서울경제", "2018", "2018/10//"),
    ]
    check(read == expected, f"GS-0055-4@3.ris: {read}")


def fit(site, name, documents):
    """Every record fits its schema; one with a value that the schema does not allow does not."""
    schema = json.loads(get(f"{site}/data/{name}.schema.json"))
    Draft202012Validator.check_schema(schema)
    check("#/components" not in json.dumps(schema), f"{name}.schema.json refers to another document")
    check(schema["$id"] == f"{site}/data/{name}.schema.json", f"$id of {name}.schema.json: {schema['$id']}")
    validator = Draft202012Validator(schema)
    for document in documents:
        for error in validator.iter_errors(document):
            check(False, f"{document['url']}: {error.json_path}: {error.message}")
        wrong = {"url": 1, "facts": "x", "about": {}, "status": "finished", "code": "GS-42", "date": {"edtf": None}}
        for member in wrong.keys() & document.keys():
            check(not validator.is_valid({**document, member: wrong[member]}), f"{name} with a wrong {member}")
    check(not validator.is_valid({}), f"a {name} without members")


def package(site):
    """Every table of the data package is as its descriptor says."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "datapackage.zip"
        file.write_bytes(get(f"{site}/data/datapackage.zip"))
        report = Package(str(file)).validate()
        check(report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"]))
        return len(report.tasks)


def main():
    site = sys.argv[1].rstrip("/")
    facts = list(records(site, "facts"))
    entities = [entity for kind in KINDS for entity in records(site, kind)]
    check(len(facts) > 200 and len(entities) > 60, f"{len(facts)} facts, {len(entities)} entities")
    citations(site, facts)
    fit(site, "fact", facts)
    fit(site, "entity", entities)
    tables = package(site)
    check(tables >= 10, f"{tables} tables")
    print(f"{len(facts)} facts, {len(entities)} entities and {tables} tables are read by others as they were meant")


main()
