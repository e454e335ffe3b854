"""Reads what `supple export` writes by other people's libraries: the JSON Schema by jsonschema, CSV by Python's own
csv and by LibreOffice, the calendar by icalendar, and FHIR by fhir.resources (R4B). See README.md beside this file."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import icalendar
import jsonschema
from fhir.resources.R4B.bundle import Bundle

HERE = Path(__file__).resolve().parent
LOGS = [
    "log 4.5 --site buttock:left --site hip --tag sitting --feels burning --took ibuprofen:400mg --note =SUM(A1)",
    "log 6 --worst 8 --private --note secret",
    "log 3 --on yesterday",
    "edit 3 --score 2",
    "remove 3",
    "assign piriformis-dgs --side left",
    "done bridge --sets 2 --reps 8 --pain 2",
    "skip clamshell --why tired",
    "flare",
    "goal add film",
    "goal rate film 3",
    "goal end film",
    "visit 2026-12-01 --with Okafor --ask Run?",
    "bring --place buttock",
]

# Texts that a spreadsheet would compute, or that have been used to make it start something.
HOSTILE = ["=1+1", "+1+1", "-1+1", "@SUM(1,2)", "=cmd|' /C calc'!A0", "'=1+1", "\t=1+1", '=HYPERLINK("http://x","y")']


def spreadsheet(tables, folder):
    """Opens every table in LibreOffice, and one that is not protected, and looks for formulas."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        return "not looked at: LibreOffice is not installed (apt-get install libreoffice-calc-nogui)"
    trap = folder / "trap.csv"
    trap.write_text("a,b\n1,=1+1\n")
    files = [trap, *sorted(tables.iterdir())]
    subprocess.run([program, "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "fods",
                    "--outdir", folder / "sheets", *files], check=True, capture_output=True, timeout=600)

    def formulas(path):
        return re.findall('table:formula="([^"]*)"', (folder / "sheets" / f"{path.stem}.fods").read_text())

    assert formulas(trap) == ["of:=1+1"], "it computes what is not protected"
    assert not [found for path in files[1:] for found in formulas(path)]
    entries = (folder / "sheets" / "entries.fods").read_text()
    assert "'=HYPERLINK" in entries.replace("&apos;", "'"), "the text is there"
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    return f"{len(files) - 1} tables without a formula in LibreOffice {version}"


def main(program):
    with tempfile.TemporaryDirectory(prefix="supple-exchange-") as folder:
        world = dict(os.environ, HOME=folder, SUPPLE_DB=f"{folder}/diary.db", TZ="UTC",
                     SUPPLE_NOW="2026-11-22T14:30:00+01:00")

        def supple(*words, code=0):
            done = subprocess.run([program, *words], env=world, cwd=folder, capture_output=True, text=True)
            assert done.returncode == code, (words, done)
            return done.stdout

        answers = Path(folder) / "answers.json"
        groups = ["pelvis", "legs", "bones", "fever", "circulation", "sudden", "blood", "illness", "first", "body"]
        answers.write_text(json.dumps({group: "none" for group in groups}))
        supple("screen", "--answers", str(answers))
        for line in LOGS:
            supple(*line.split())
        for text in HOSTILE:
            supple("log", "4", f"--note={text}", "--tag", "sitting")
        for out in ["all.jsonl", "tables", "plan.ics", "diary.fhir.json", "diary.phr"]:
            form = {"jsonl": "json", "tables": "csv", "ics": "ics", "json": "fhir", "phr": "phr"}[out.split(".")[-1]]
            more = ["--history"] if form == "json" else []
            supple("export", "--private", "--format", form, "--out", out, *more)

        schema = json.loads((HERE.parents[1] / "docs/supple-diary.schema.json").read_text())
        validator = jsonschema.Draft202012Validator(schema)
        lines = (Path(folder) / "all.jsonl").read_text().splitlines()
        for line in lines:
            validator.validate(json.loads(line))
        print(f"json: {len(lines)} lines are as the schema says")

        rows = {}
        for path in sorted((Path(folder) / "tables").iterdir()):
            with path.open(newline="", encoding="utf-8") as file:
                rows[path.name] = list(csv.DictReader(file, strict=True))
        named = {(row["file"], row["column"]) for row in rows.pop("data-dictionary.csv")}
        cells = [(name, key, cell) for name, table in rows.items() for row in table for key, cell in row.items()]
        assert all((name, key) in named for name, key, _ in cells)
        assert not [cell for *_, cell in cells if cell[:1] in tuple("=+-@\t\r")]
        first = rows["entries.csv"][0]
        assert (first["score"], first["utc_offset"], first["note"]) == ("4.5", "UTC+00:00", "'=SUM(A1)"), first
        print(f"csv: {sum(map(len, rows.values()))} rows in {len(rows)} files, each column in the dictionary")

        print(f"spreadsheet: {spreadsheet(Path(folder) / 'tables', Path(folder))}")

        calendar = icalendar.Calendar.from_ical((Path(folder) / "plan.ics").read_bytes())
        events = list(calendar.walk("VEVENT"))
        assert len(events) > 2 and not calendar.errors and not any(event.errors for event in events)
        print(f"ics: {len(events)} events")

        text = (Path(folder) / "diary.fhir.json").read_text()
        bundle = Bundle.model_validate_json(text) if hasattr(Bundle, "model_validate_json") else Bundle.parse_raw(text)
        kinds = sorted({entry.resource.get_resource_type() for entry in bundle.entry})
        assert len(kinds) == 6, kinds
        lines = (Path(folder) / "diary.phr").read_text().splitlines()
        assert [json.loads(line) for line in lines] == [entry["resource"] for entry in json.loads(text)["entry"]]
        print(f"fhir: {len(bundle.entry)} resources of {', '.join(kinds)}")
        if len(sys.argv) > 2:
            Path(sys.argv[2]).write_text(text)


main(str(Path(sys.argv[1]).resolve()))
