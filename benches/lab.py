"""What `run` and `per-log` share: the program, its surroundings, the made-up diaries, and counting."""

import csv
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

# The moment every run believes it is, and a time zone written out, so that no file of the machine has a say.
LAST_DAY = date(2026, 11, 22)
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"


def moment(day, time="20:00:00"):
    return f"{day}T{time}+01:00"


def target_folder():
    said = subprocess.run(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT, check=True,
                          stdout=subprocess.PIPE)
    return Path(json.loads(said.stdout)["target_directory"])


def target():
    """What the program is built for: on Linux the same as the packages, where the tools for that are there, and
    otherwise whatever the compiler builds for by itself."""
    host = re.search("host: (.*)", subprocess.run(["rustc", "-vV"], cwd=ROOT, check=True, stdout=subprocess.PIPE,
                                                  text=True).stdout)[1]
    static = host.replace("-gnu", "-musl")
    root = subprocess.run(["rustc", "--print", "sysroot"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    libraries = Path(root.stdout.strip()) / "lib" / "rustlib" / static
    return static if libraries.exists() and not missing("musl-gcc") else host


def build():
    """Builds the release program and returns its path."""
    made_for = target()
    compilers = {"CC_" + made_for.replace("-", "_"): "musl-gcc"} if made_for.endswith("-musl") else {}
    subprocess.run(["cargo", "build", "--release", "--locked", "--target", made_for], cwd=ROOT, check=True,
                   env=os.environ | compilers)
    return target_folder() / made_for / "release" / "supple"


def rustc():
    """The compiler that builds the program, and what for: instructions are only comparable within one."""
    said = subprocess.run(["rustc", "-V"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return f"{said.strip()}, {target()}"


def surroundings(folder):
    """An environment with nothing of the person's in it: an empty home, and one clock for all."""
    home = Path(folder) / "home"
    home.mkdir(exist_ok=True)
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TZ": ZONE, "LC_ALL": "C",
            "SUPPLE_NOW": moment(LAST_DAY)}


def run(words, environment, **more):
    """Runs a command that must succeed, and returns what it printed."""
    done = subprocess.run([str(word) for word in words], env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"this failed: {' '.join(str(word) for word in words)}\n{done.stderr}")
    return done.stdout


def missing(tool):
    return shutil.which(tool) is None


def instructions(words, environment):
    """How many instructions a command takes, as valgrind counts them: the same on any machine of a kind."""
    counter = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run(counter + [str(word) for word in words], env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"I +refs: +([\d,]+)", done.stderr)
    # `remind` ends with 3 where something is still to do.
    if done.returncode not in (0, 3) or not found:
        sys.exit(f"valgrind could not count {words}:\n{done.stderr}")
    return int(found[1].replace(",", ""))


def forget_pages(path):
    """Lets the system forget what it holds of a file in memory, as after a start of the machine."""
    with open(path, "rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def fill(path, ratings, days):
    """Adds made-up ratings, four sessions a day, a visit a year and a goal, always the same ones.

    They go straight into the tables that the program made: through it, a million would take an hour."""
    dice = random.Random(1)
    connection = sqlite3.connect(path)
    first = LAST_DAY - timedelta(days=days - 1)
    (plan,) = connection.execute("SELECT id FROM plan").fetchone()
    (number,) = connection.execute("SELECT max(id) FROM rating").fetchone()

    def entry(day):
        nonlocal number
        number += 1
        at = moment(day, f"{dice.randrange(7, 20):02}:{dice.randrange(60):02}:00")
        return number, f"{number:08x}-0000-7000-8000-{number:012x}", str(day), at

    rows = {"rating": [], "rating_site": [], "rating_tag": [], "session": [], "visit": [], "goal_rating": []}
    exercises = ["figure-four-supine", "sciatic-slider-supine", "glute-squeeze", "walking"]
    for n in range(days):
        day = first + timedelta(days=n)
        usual = 55 - 25 * n // days + 15 * (n // 40 % 3 == 0)
        # Every third day it is said how long sitting went well.
        sitting = 20 + n * 40 // days if n % 3 == 0 else None
        for _ in range(ratings * (n + 1) // days - ratings * n // days):
            id, uuid, _, at = entry(day)
            score = max(0, min(100, usual + dice.randrange(-15, 16)))
            worst = min(100, score + 20) if dice.random() < 0.3 else None
            note = "a longer drive than planned" if dice.random() < 0.1 else None
            rows["rating"].append((id, uuid, str(day), at, score, worst, note, sitting, at))
            sitting = None
            if dice.random() < 0.25:
                rows["rating_site"].append((id, "buttock", "left"))
            if dice.random() < 0.2:
                rows["rating_tag"].append((id, "before", dice.choice(["sitting", "stairs", "running"])))
        for exercise in exercises:
            id, uuid, _, at = entry(day)
            rows["session"].append((id, uuid, str(day), at, exercise, "done", 2, 10, 20, at))
        if n % 365 == 0:
            id, uuid, _, at = entry(day)
            rows["visit"].append((uuid, str(day), at))
        if n % 28 == 0:
            id, uuid, _, at = entry(day)
            rows["goal_rating"].append((uuid, 1, str(day), 30 + n * 40 // days, at))
    phases = [(f"{n:08x}-0000-7000-8000-00000000face", plan, phase, str(first + timedelta(days=n * days // 12)))
              for n, phase in enumerate(["restore", "strengthen", "return"], 1)]
    with connection:
        for table, columns in [
            ("rating", "id, uuid, day, at, score, worst, note, sitting_minutes, written_at"),
            ("rating_site", "rating, site, side"),
            ("rating_tag", "rating, role, tag"),
            ("session", "id, uuid, day, at, exercise, outcome, sets, reps, pain, written_at"),
            ("visit", "uuid, day, written_at"),
            ("goal_rating", "uuid, goal, day, score, written_at"),
        ]:
            marks = ", ".join("?" * len(columns.split(",")))
            connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
        connection.executemany("INSERT INTO plan_phase (uuid, plan, phase, from_day) VALUES (?, ?, ?, ?)", phases)
        connection.execute("""UPDATE last_number SET number = max(
            number, (SELECT max(id) FROM rating), (SELECT coalesce(max(id), 0) FROM session)) WHERE kind = 'entry'""")
    connection.close()


def make_diary(supple, path, environment, ratings, days):
    """A diary that the program made and opens: assigned on the first day, one rating logged on the last."""
    at = environment | {"SUPPLE_DB": str(path)}
    first = LAST_DAY - timedelta(days=days - 1)
    run([supple, "assign", "piriformis-dgs", "--side", "left"], at | {"SUPPLE_NOW": moment(first)})
    run([supple, "goal", "add", "a long walk"], at | {"SUPPLE_NOW": moment(first)})
    run([supple, "log", "4"], at)
    fill(path, ratings, days)
    # The program keeps what following the plan came to; what went past it has to be followed anew.
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM plan_checkpoint")
    run([supple, "done", "walking"], at)
    newest = json.loads(run([supple, "history", "--json"], at))
    if len(newest) != 20 or newest[0]["day"] != str(LAST_DAY):
        sys.exit(f"{path} was not made as it should be")


def fill_factors(path, days, factors):
    """Adds a rating a day, and so many things that were or were not before the pain by chance, to an empty diary."""
    dice = random.Random(1)
    with sqlite3.connect(path) as connection:
        (number,) = connection.execute("SELECT max(id) FROM rating").fetchone()
        for n in range(1, days):
            day = LAST_DAY - timedelta(days=n)
            at, id = moment(day), number + n
            score = max(0, min(100, 45 + 15 * (n // 40 % 3 == 0) + dice.randrange(-15, 16)))
            connection.execute("INSERT INTO rating (id, uuid, day, at, score, written_at) VALUES (?, ?, ?, ?, ?, ?)",
                               (id, f"{id:08x}-0000-7000-8000-{id:012x}", str(day), at, score, at))
            connection.executemany("INSERT INTO rating_tag (rating, role, tag) VALUES (?, 'before', ?)",
                                   [(id, f"thing {n}") for n in range(factors) if dice.random() < 0.3])
    connection.close()


def same_but_first_line(one, other):
    """Whether two files are the same from their second line on."""
    with open(one, "rb") as one, open(other, "rb") as other:
        one.readline()
        other.readline()
        while True:
            pieces = one.read(1 << 20), other.read(1 << 20)
            if pieces[0] != pieces[1]:
                return False
            if not pieces[0]:
                return True


def raw_tables(supple, folder, diary, environment, tables):
    """What others import: tables of a diary as plain CSV, an empty diary with its indexes and checks, and the SQL by
    which the shell of SQLite reads the one into the other. An empty cell is a NULL, which `.import` does not know."""
    empty, raw = folder / "empty.db", folder / "raw"
    at = environment | {"SUPPLE_DB": str(empty)}
    run([supple, "log", "4"], at)
    with sqlite3.connect(empty) as connection:
        for table in ["rating", "row_sum", "journal"]:
            connection.execute(f"DELETE FROM {table}")
    connection.close()
    raw.mkdir()
    source = sqlite3.connect(diary)
    sql = ["PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON;",
           "PRAGMA secure_delete = ON; PRAGMA temp_store = FILE;", "BEGIN;", ".mode csv"]
    for table in tables:
        rows = source.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in rows.description]
        with open(raw / f"{table}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(rows)
        cells = ", ".join(f"nullif({column}, '')" for column in columns)
        sql += [f".import --schema temp '{raw}/{table}.csv' raw_{table}",
                f"INSERT INTO main.{table} ({', '.join(columns)}) SELECT {cells} FROM temp.raw_{table};",
                f"DROP TABLE temp.raw_{table};"]
    source.close()
    (raw / "import.sql").write_text("\n".join([*sql, "COMMIT;", ""]))
    return empty, raw
