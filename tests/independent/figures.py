"""Recomputes the figures on the pages from what was typed: sessions done and asked, flares, rounding, doses then and now,
times of day, sitting, worst and places. The program is driven with its own verbs. See README.md beside this file."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

FIRST = date(2026, 8, 3)
DAY = timedelta(days=1)
ANSWERS = json.dumps({group: "none" for group in
                      "pelvis legs bones fever circulation sudden blood illness first body".split()})


class Compared:
    """Counts what was compared, and says what differs. `wrong` alters one expected value, to see that it is noticed."""

    def __init__(self, name, wrong):
        self.name, self.wrong, self.count, self.differ = name, wrong == name, 0, []

    def __call__(self, what, said, wanted, within=0.0):
        self.count += 1
        if self.wrong and self.count == 20:
            wanted = wanted + 1 if isinstance(wanted, (int, float)) else f"{wanted}!"
        numbers = all(isinstance(each, (int, float)) for each in (said, wanted))
        if abs(said - wanted) > within if numbers else said != wanted:
            self.differ.append(f"{what}: supple says {said!r}, expected {wanted!r}")

    def end(self, of_what):
        print(f"{self.name}: {self.count} comparisons, {len(self.differ)} differ ({of_what})")
        for line in self.differ[:12]:
            print("  " + line)
        return not self.differ and self.count > 20


class Diary:
    """A diary in a home of its own, driven with the program's verbs by a clock that is set. Times are local."""

    def __init__(self, program, zone="UTC", day_ends=None):
        self.program, self.zone = str(Path(program).resolve()), ZoneInfo(zone)
        self.home = tempfile.TemporaryDirectory(prefix="supple-figures-")
        self.entries = []
        if day_ends:
            settings = Path(self.home.name) / ".config" / "supple" / "config.toml"
            settings.parent.mkdir(parents=True)
            settings.write_text(f'day_ends_at = "{day_ends}"\n')

    def run(self, day, time, *words, stdin=None):
        now = datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=self.zone)
        environment = {"SUPPLE_NOW": now.isoformat(), "HOME": self.home.name, "TZ": self.zone.key,
                       "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        done = subprocess.run([self.program, *words], env=environment, input=stdin, capture_output=True, text=True,
                              cwd=self.home.name)
        if done.returncode != 0:
            raise SystemExit(f"{day} {time} {words}: {done.stderr or done.stdout}")
        return done.stdout

    def json(self, day, time, *words):
        extra = ("--out", f"{self.home.name}/x.svg", "--replace") if words[0] == "chart" else ()
        return json.loads(self.run(day, time, *words, *extra, "--json"))

    def log(self, day, time, tenths, *words):
        self.run(day, time, "log", points(tenths), *words)

    def screen(self, day, time="06:30"):
        self.run(day, time, "screen", "--answers", "-", stdin=ANSWERS)


def points(tenths):
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else f"{tenths // 10}"


def decimal(tenths):
    return f"{tenths // 10}.{tenths % 10}"



def whole_share(done, asked):
    """A share in whole per cent; 100 is all of it."""
    return 100 if done == asked else min(99, (200 * done + asked) // (2 * asked))

def to_whole(value):
    """A fraction to the nearest whole number, halves away from zero."""
    whole = (abs(value) + Fraction(1, 2)).__floor__()
    return whole if value >= 0 else -whole


def mean(values):
    values = list(values)
    return Fraction(sum(values)) / len(values)


def days_from(first, count):
    return [first + n * DAY for n in range(count)]


# --- sessions done of those asked -----------------------------------------------------------------------------


def tallies(asked, done, today):
    """Per exercise, the day it stands on, and what stands there: done, asked, beyond."""
    ledger = {}
    for exercise in {exercise for _, exercise in [*asked, *done]}:
        last, left = None, 0
        day = min(day for day, _ in [*asked, *done])
        while day < today:
            of, did = asked.get((day, exercise), 0), done.get((day, exercise), 0)
            if of:
                counts = min(of, did)
                ledger[day, exercise] = [counts, of, did - counts]
                last, left = day, of - counts
            elif did:
                late = min(did, left) if last and (day - last).days < 7 else 0
                left -= late
                if late:
                    ledger[last, exercise][0] += late
                ledger[day, exercise] = [0, 0, did - late]
            day += DAY
    return ledger


def check_adherence(program, diaries, wrong):
    compare, sessions = Compared("adherence", wrong), 0
    for seed in range(diaries):
        chance, diary = random.Random(f"adherence {seed}"), Diary(program)
        asked, done, days = {}, {}, days_from(FIRST + seed * DAY, 45)
        diary.screen(days[0])
        diary.run(days[0], "07:00", "assign", *chance.choice([["piriformis-dgs", "--side", "left"], ["first-steps"]]))
        share = chance.choice([0.4, 0.7, 0.95])
        for number, day in enumerate(days):
            if number % 6 == 5:
                diary.screen(day)
            if chance.random() < 0.8:
                diary.log(day, "08:00", chance.randrange(20, 45), "--morning")
            due = diary.json(day, "09:00", "today")["due"]
            names = [each["exercise"] for each in due]
            for name in names:
                if chance.random() < share:
                    for n in range(chance.choice([1, 1, 2, 2, 3])):
                        diary.run(day, f"{17 + n}:00", "done", name, "--pain", "1")
                        done[day, name] = done.get((day, name), 0) + 1
            # What the evening shows is what the day asked for; what is carried over was asked for before.
            for each in diary.json(day, "22:00", "today")["due"]:
                if each["carried_over_from"] is None:
                    asked[day, each["exercise"]] = each["dose"]["times_per_day"]
        today = days[-1]
        ledger = tallies(asked, done, today)
        sessions += sum(done.values())

        def total(first, last, exercise=None):
            rows = [row for (day, name), row in ledger.items() if first <= day <= last and exercise in (None, name)]
            return [sum(column) for column in zip(*rows)] if rows else [0, 0, 0]

        stats = diary.json(today, "22:30", "stats")
        for period in stats["periods"]:
            first, last = map(date.fromisoformat, (period["from"], period["to"]))
            said = [period[f"sessions_{key}"] for key in ("done", "planned", "beyond")]
            for key, one, other in zip(("done", "asked", "beyond"), said, total(first, last)):
                compare(f"diary {seed}, stats {period['name']} {key}", one, other)
        for row in stats["adherence"]["exercises"]:
            wanted = total(today - 27 * DAY, today, row["exercise"])
            for key, other in zip(("done", "planned", "beyond"), wanted):
                compare(f"diary {seed}, stats {row['exercise']} {key}", row[key], other)
        for row in stats["adherence"]["weeks"]:
            wanted = total(*map(date.fromisoformat, (row["from"], row["to"])))
            for key, other in zip(("done", "planned", "beyond"), wanted):
                compare(f"diary {seed}, stats week of {row['from']} {key}", row[key], other)
        for verb in (["report", "--text"], ["chart"]):
            for first in (days[0], days[9], days[20], days[33]):
                page = diary.json(today, "22:30", *verb, "--from", str(first))
                wanted = total(first, today)
                for key, other in zip(("done", "planned", "beyond"), wanted):
                    compare(f"diary {seed}, {verb[0]} from {first} {key}", page[f"sessions_{key}"], other)
                if verb[0] == "report":
                    figure = next((row for row in page["answers"] if row["about"] == "Exercise sessions done"), None)
                    if figure and wanted[1]:
                        compare(f"diary {seed}, report from {first} share", figure["figure"],
                                f"{whole_share(wanted[0], wanted[1])} %")
    return compare.end(f"{diaries} diaries of 45 days, {sessions} sessions, stats, report and chart; tolerance 0")


# --- flares ---------------------------------------------------------------------------------------------------


def median(values, needs):
    values = sorted(values)
    if len(values) < needs:
        return None
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def parts(scores):
    """Morning and evening of a day, from (minute, tenths, is morning) in the order of writing."""
    morning = [Fraction(tenths) for _, tenths, is_morning in scores if is_morning]
    others = [(minute, Fraction(tenths)) for minute, tenths, is_morning in scores if not is_morning]
    late = [(minute, n, tenths) for n, (minute, tenths) in enumerate(others) if minute >= 18 * 60]
    evening = max(late)[2] if late else mean(tenths for _, tenths in others) if others else None
    return morning[-1] if morning else None, evening


def flares(by_day, first, today):
    """(first day, last day, whether it goes on, why it ended), by the rule in words, in tenths."""
    pain, rises, out, found = {}, {}, {}, []
    running, last_end, ended_by_length = None, None, None
    day = first
    while day <= today:
        scores = by_day.get(day, [])
        pain[day] = parts(scores)
        before = running["usual"] if running else [
            median([pain[day - n * DAY][part] for n in range(4, 18) if day - n * DAY in pain
                    and not out[day - n * DAY] and pain[day - n * DAY][part] is not None], 4) for part in (0, 1)]

        def rise_of(known):
            above = [value - usual for value, usual in zip(known, before) if value is not None and usual is not None]
            return mean(above) if above else None

        rises[day], entered = rise_of(pain[day]), False
        if running:
            if rises[day] is not None:
                running["near"] = running["near"] + 1 if rises[day] <= 10 else 0
                running["known"] = day
            why = ("near" if rises[day] is not None and running["near"] >= 3 else
                   "length" if (day - running["began"]).days + 1 >= 21 else
                   "silence" if (day - running["known"]).days >= 7 else None)
            if why:
                found.append((running["began"], day - DAY, False, why))
                running, last_end, ended_by_length = None, day, day if why == "length" else None
                out[day] = False
                if why == "length":
                    out.update({day - n * DAY: False for n in range(14)})
                day += DAY
                continue
        elif ended_by_length is None or (day - ended_by_length).days > 14:
            for count in range(1, len(scores) + 1):
                rise = rise_of(parts(scores[:count]))
                if rise is None:
                    continue
                back = {n: rises.get(day - n * DAY) for n in range(1, 10)
                        if last_end is None or day - n * DAY > last_end}
                known = [rise, *(back[n] for n in sorted(back) if back[n] is not None)]
                short = [rise, *(back[n] for n in sorted(back) if n <= 3 and back[n] is not None)]
                entered |= (sum(each >= 20 for each in known[:5]) >= 3
                            or len(short) >= 2 and rise >= 10 and mean(short) >= 20)
            if entered:
                running = {"began": day, "usual": before, "near": 0, "known": day}
        out[day] = running is not None
        if entered:
            for n in range(1, 7):
                if rises.get(day - n * DAY) is not None and rises[day - n * DAY] >= 20:
                    out[day - n * DAY] = True
        day += DAY
    return found + ([(running["began"], today, True, None)] if running else [])


def day_range(first, last):
    """As the pages write it: 3 – 9 Aug 2026, 28 Aug – 3 Sep 2026."""
    if first == last:
        return f"{first.day} {first:%b %Y}"
    if first.month == last.month:
        return f"{first.day} – {last.day} {last:%b %Y}"
    return f"{first.day} {first:%b} – {last.day} {last:%b %Y}"


def check_flares(program, diaries, wrong):
    compare, number, ways = Compared("flares", wrong), 0, {}
    for seed in range(diaries):
        chance, diary = random.Random(f"flares {seed}"), Diary(program)
        days, by_day, worst = days_from(FIRST, 110), {}, {}
        base, bad = chance.uniform(15, 40), set()
        start = chance.randrange(18, 30)
        while start < 110:
            length = chance.choice([2, 3, 5, 8, 12, 25])
            bad |= set(range(start, start + length))
            start += length + chance.randrange(6, 30)
        silent = set(range(60, 69)) if chance.random() < 0.3 else set()
        for n, day in enumerate(days):
            if n in silent or (n and chance.random() < 0.12):
                continue
            level, rows = base + (chance.uniform(18, 42) if n in bad else 0), []
            score = lambda: int(min(100, max(0, 5 * round(chance.gauss(level, 7) / 5))))
            if chance.random() < 0.7:
                rows.append((8 * 60, score(), True))
            for hour in chance.sample([10, 13, 16, 18, 20, 22], chance.choice([0, 1, 1, 2])):
                rows.append((hour * 60, score(), False))
            rows.sort()
            for minute, tenths, is_morning in rows:
                most = min(100, tenths + chance.choice([0, 5, 20]))
                diary.log(day, f"{minute // 60:02}:00", tenths, "--worst", points(most),
                          *(["--morning"] if is_morning else []))
                worst[day] = max(worst.get(day, 0), most)
            if rows:
                by_day[day] = rows
        for until in (75, 109):
            wanted_all = flares(by_day, min(by_day), days[until]) if until == 109 else None
            if wanted_all is None:
                continue
            for _, _, _, why in wanted_all:
                ways[why] = ways.get(why, 0) + 1
            for first in (days[0], days[30], days[55], days[80], days[100]):
                page = diary.json(days[until], "23:30", "report", "--text", "--from", str(first))
                section = next((each for each in page["sections"] if each["part"] == "flares"), {"items": []})
                # A flare is as long and as bad as it was, wherever the page begins; the newest first.
                wanted = [each for each in reversed(wanted_all) if each[1] >= first]
                wanted = [each for each in wanted if any(each[0] <= day <= each[1] for day in worst)]
                compare(f"diary {seed} from {first}: how many", len(section["items"]), len(wanted))
                for item, (began, last, goes_on, _) in zip(section["items"], wanted):
                    length = (last - began).days + 1
                    most = max(value for day, value in worst.items() if began <= day <= last)
                    number += 1
                    compare(f"diary {seed} from {first}: days", item["about"], day_range(began, last))
                    told = f"{length} day{'s' * (length != 1)}{' so far' * goes_on}, worst {points(most)}"
                    compare(f"diary {seed} from {first}: {day_range(began, last)}", item["says"][:len(told)], told)
    return compare.end(f"{diaries} diaries of 110 days, five pages each, {number} flares told; ended: {ways}; tolerance 0")


# --- means, the change and its verdict ------------------------------------------------------------------------


LABELS = {"week": "Last 7 days", "four-weeks": "Last 4 weeks", "first-two-weeks": "First 2 weeks"}


def check_rounding(program, diaries, wrong):
    compare, ties, counts = Compared("rounding", wrong), 0, 0
    for seed in range(diaries):
        chance, diary = random.Random(f"rounding {seed}"), Diary(program)
        days, by_day, worst = days_from(FIRST, 35), {}, {}
        before, after = chance.uniform(5, 90), chance.uniform(5, 90)
        if chance.random() < 0.6:
            after = before * chance.uniform(0.6, 1.4)
        for n, day in enumerate(days):
            if chance.random() < 0.3:
                continue
            level = before if n < 14 else after
            for hour in chance.sample(range(8, 22), chance.choice([1, 1, 2])):
                tenths = int(min(100, max(0, chance.gauss(level, 3))))
                diary.log(day, f"{hour:02}:00", tenths)
                by_day.setdefault(day, []).append(tenths)
        day_means = {day: mean(all_of) for day, all_of in by_day.items()}
        today, start = days[-1], min(by_day)
        within = lambda first, last: [value for day, value in day_means.items() if first <= day <= last]
        then, now = within(start, start + 13 * DAY), within(today - 6 * DAY, today)
        stats = diary.json(today, "23:00", "stats")
        table = diary.run(today, "23:00", "stats").splitlines()
        for period in stats["periods"]:
            if period["mean"] is None:
                continue
            of = within(*map(date.fromisoformat, (period["from"], period["to"])))
            for key, value in (("mean", mean(of)), ("median", median(of, 1)), ("lowest_day", min(of)),
                               ("highest_day", max(of))):
                ties += (2 * value).denominator == 1 and value.denominator == 2
                compare(f"diary {seed}, stats {period['name']} {key}", period[key], float(value / 10), 1e-9)
            row = next(line for line in table if line.strip().startswith(LABELS[period["name"]]))
            wanted = [decimal(to_whole(value)) for value in (mean(of), median(of, 1), min(of), max(of))]
            compare(f"diary {seed}, stats in words", " ".join(row.split()[3:8]), "{} {} {} to {}".format(*wanted))
        calendar = diary.json(today, "23:00", "chart", "--kind", "calendar", "--from", str(start))
        for row in calendar["rated"]:
            value = day_means[date.fromisoformat(row["day"])]
            ties += value.denominator == 2
            compare(f"diary {seed}, calendar {row['day']}", row["mean"], float(value / 10), 1e-9)
        all_means = list(day_means.values())
        ties += sum(value.denominator == 2 for value in (mean(all_means), min(all_means), max(all_means)))
        told = [points(to_whole(value)) for value in (mean(all_means), min(all_means), max(all_means))]
        compare(f"diary {seed}, calendar's sentence", calendar["sentence"].split(": ")[1].split(";")[0],
                "{} on average, {} on the lowest day and {} on the highest".format(*told))
        if len(then) < 8 or len(now) < 4:
            continue
        counts += 1
        old, new = mean(then), mean(now)
        shown_old, shown_new = to_whole(old), to_whole(new)
        ties += (old.denominator == 2) + (new.denominator == 2)
        moved = shown_new - shown_old
        percent = to_whole(100 * (new - old) / old)
        reaches = abs(moved) >= 20 or abs(moved) >= 10 and abs(percent) >= 30
        change = stats["changes"][0]
        chart = diary.json(today, "23:00", "chart", "--from", str(start))
        compare(f"diary {seed}, chart first two weeks", chart["baseline"]["mean"], float(old / 10), 1e-9)
        for said in (change, chart["change"]):
            for key, value in (("before", float(old / 10)), ("now", float(new / 10)), ("points", moved / 10),
                               ("percent", percent), ("reaches_threshold", reaches)):
                compare(f"diary {seed}, change {key}", said[key], value, 1e-9)
        words = change["in_words"]
        wanted = [f"averaged {decimal(shown_new)}",
                  f"{decimal(shown_old)} in the first two weeks" if moved else "the same as in the first two weeks"]
        wanted += [f"({decimal(abs(moved))} point{'s' * (abs(moved) != 10)}, {abs(percent)} % "
                   f"{'lower' if moved < 0 else 'higher'})"] if moved else []
        for part in wanted:
            compare(f"diary {seed}, “{part}” in the sentence: {words}", part in words, True)
            compare(f"diary {seed}, “{part}” in the chart's: {chart['sentence']}", part in chart["sentence"], True)
        page = diary.json(today, "23:00", "report", "--text", "--from", str(start))
        row = next(each for each in page["answers"] if each["about"] == "Pain since the first two weeks")
        compare(f"diary {seed}, report", row["figure"], f"{decimal(shown_old)} → {decimal(shown_new)}")
        way = "lower" if moved < 0 else "higher"
        verdict = ("a change that counts" if moved < 0 else "a rise that counts") if reaches else "too little to count"
        compare(f"diary {seed}, report verdict", row["says"],
                f"{decimal(abs(moved))} {way}: {verdict}" if moved else "no change")
    return compare.end(f"{diaries} diaries of 35 days, {counts} changes, {ties} exact halves; tolerance 0 in words, 1e-9 in JSON")


# --- doses then and now ---------------------------------------------------------------------------------------


def how_often(times, days):
    words = {1: "", 2: ", twice a day", 3: ", 3 times a day"}[times]
    return words + (", every day" if days == 7 else f", {days} days a week")


def check_doses(program, diaries, wrong):
    compare, changed = Compared("doses", wrong), 0
    for seed in range(diaries):
        chance, diary = random.Random(f"doses {seed}"), Diary(program)
        days, plans = days_from(FIRST + seed * DAY, 50), {}
        diary.screen(days[0])
        diary.run(days[0], "07:00", "assign", "piriformis-dgs", "--side", "left")
        for n, day in enumerate(days):
            if n % 6 == 5:
                diary.screen(day)
            diary.log(day, "08:00", 30 if chance.random() < 0.9 else 40, "--morning")
            if chance.random() < 0.85:
                diary.run(day, "18:00", "done", "--all", "--pain", chance.choice(["0", "1", "1", "2", "2", "6"]))
            plans[day] = {}
            for each in diary.json(day, "22:00", "plan")["exercises"]:
                dose = each["dose"]
                words = dose["in_words"].replace("sore side", "left side")
                plans[day][each["listed"]] = each["name"], words, (dose["times_per_day"], dose["days_per_week"])
        today = days[-1]
        for visit in (days[7], days[16], days[25], days[34], days[43]):
            page = diary.json(today, "22:30", "report", "--text", "--from", str(visit))
            section = next(each for each in page["sections"] if each["part"] == "doses")
            said = {item["about"]: item["says"] for item in section["items"]}
            names = {*(name for name, _, _ in plans[today].values()),
                     *(each[0] for listed, each in plans[visit].items() if listed not in plans[today])}
            compare(f"diary {seed} since {visit}: exercises", " | ".join(sorted(said)), " | ".join(sorted(names)))
            for listed in {*plans[visit]} & {*plans[today]}:
                (old, then, often), (name, now, often_now) = plans[visit][listed], plans[today][listed]
                if name not in said:
                    continue
                # How often it is asked for stands there where it changed, or the exercise did.
                if often != often_now:
                    then, now = then + how_often(*often), now + how_often(*often_now)
                then = then if old == name else f"{old}, {then}"
                changed += then != now
                wanted = f"{then}, as before" if then == now else f"{then} → {now}"
                compare(f"diary {seed} since {visit}: {name}", said[name].split(" (")[0].split("; ")[0], wanted)
    return compare.end(f"{diaries} diaries of 50 days, five visits each, {changed} doses that changed; tolerance 0")


# --- times of day ---------------------------------------------------------------------------------------------


def check_times(program, diaries, wrong):
    compare = Compared("times", wrong)
    zones, ends = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"], ["04:00", "06:30", "00:00"]
    for seed in range(diaries):
        zone, end = zones[seed % 3], ends[seed // 3 % 3]
        chance, diary = random.Random(f"times {seed}"), Diary(program, zone, end)
        limit, rows = int(end[:2]) * 60 + int(end[3:]), []
        # Across the end of summer time in Europe and in America.
        days = days_from(date(2026, 8, 31), 70)
        for calendar_day in days:
            for minute in sorted(chance.sample(range(0, 1440, 15), chance.choice([0, 1, 2, 3, 4]))):
                tenths = chance.randrange(0, 101)
                diary.log(calendar_day, f"{minute // 60:02}:{minute % 60:02}", tenths)
                rows.append((calendar_day - DAY if minute < limit else calendar_day, minute, tenths / 10))
        frame = pd.DataFrame(rows, columns=["day", "minute", "score"])
        frame = frame[frame.day >= days[0]]
        names = ["night", "morning", "midday", "afternoon", "evening", "late"]
        frame["part"] = pd.cut(frame.minute, [0, 300, 660, 900, 1140, 1380, 1440], right=False, labels=names)
        frame["part"] = frame.part.astype(str).replace("late", "night")
        by_part = frame.groupby(["part", "day"]).score.mean()
        by_day = frame.groupby("day").score.mean()
        said = diary.json(days[-1], "23:55", "chart", "--kind", "times", "--from", str(days[0]))
        weekdays = pd.Index([day.strftime("%A") for day in by_day.index])
        groups = [(row, by_part[row["name"]] if row["name"] in by_part else by_part[:0])
                  for row in said["parts_of_the_day"]]
        groups += [(row, by_day[weekdays == row["name"]]) for row in said["days_of_the_week"]]
        for row, values in groups:
            compare(f"diary {seed} {zone} {end}, {row['name']} days", row["days"], len(values))
            for key, share in (("quarter_at_or_below", 0.25), ("median", 0.5), ("quarter_at_or_above", 0.75)):
                exact = float(values.quantile(share)) if len(values) >= 8 else None
                if exact is None or row[key] is None:
                    compare(f"diary {seed}, {row['name']} {key}", row[key], exact)
                else:
                    compare(f"diary {seed} {zone} {end}, {row['name']} {key}", row[key], exact, 1e-9)
    return compare.end(f"{diaries} diaries of 70 days, three time zones, days that end at 00:00, 04:00 and 06:30; "
                       "tolerance 1e-9")


# --- sitting, worst and places --------------------------------------------------------------------------------


def check_page(program, diaries, wrong):
    compare = Compared("page", wrong)
    for seed in range(diaries):
        chance, diary = random.Random(f"page {seed}"), Diary(program)
        days, rows = days_from(FIRST, 60), []
        for n, day in enumerate(days):
            if n and chance.random() < 0.2:
                continue
            for hour in sorted(chance.sample(range(8, 22), chance.choice([1, 1, 2]))):
                tenths = 5 * chance.randrange(0, 17)
                most = tenths + 5 * chance.randrange(0, 5) if chance.random() < 0.5 else None
                sat = chance.randrange(5, 90) if chance.random() < 0.4 else None
                sites = [site for site in ("buttock:left", "low-back", "hip:left") if chance.random() < 0.4]
                words = [*(["--worst", points(most)] if most is not None else []),
                         *(["--sat", str(sat)] if sat else [])]
                for site in sites:
                    words += ["--site", site]
                diary.log(day, f"{hour:02}:00", tenths, *words)
                rows.append((day, tenths, max(tenths, most or 0), sat, sites))
        frame = pd.DataFrame(rows, columns=["day", "tenths", "worst", "sat", "sites"])
        today, start = days[-1], days[0]
        sat = frame.dropna(subset="sat").groupby("day").sat.mean()
        then, now = sat.loc[start:start + 13 * DAY], sat.loc[today - 27 * DAY:today]
        table = " ".join(diary.run(today, "23:00", "stats").lower().split())
        for label, first, last in (("Last 7 days", today - 6 * DAY, today), ("Last 4 weeks", today - 27 * DAY, today),
                                   ("First 2 weeks", start, start + 13 * DAY)):
            of = sat.loc[first:last]
            if len(of):
                exact = mean(Fraction(value) for value in of).limit_denominator(1000)
                told = f"{label}, {to_whole(exact)} minutes ({len(of)} day{'s' * (len(of) != 1)})".lower()
                at = table.find(label.lower() + ",")
                compare(f"diary {seed}, stats sitting", table[at:at + len(told)], told)
        for first in (days[0], days[25], days[45]):
            page = diary.json(today, "23:00", "report", "--text", "--from", str(first))
            told = {row["about"]: row for row in page["answers"]}
            shown = frame[frame.day >= first]
            worst = shown.groupby("day").worst.max()
            compare(f"diary {seed} from {first}: worst", told["Worst in these days"]["figure"], points(int(worst.max())))
            of = list(worst.index[worst == worst.max()])
            name = [f"{day.day} {day:%b}" for day in of]
            when = " and ".join(name) if len(name) < 3 else f"on {len(name)} days, last on {name[-1]}"
            severe = int((worst >= 70).sum()) if worst.max() >= 70 else 0
            if severe > len(of):
                when += f"; {severe} days at 7 or more"
            compare(f"diary {seed} from {first}: when", told["Worst in these days"]["says"], when)
            if len(now):
                exact = [mean(Fraction(value) for value in each).limit_denominator(1000) for each in (then, now) if len(each)]
                figure = " → ".join(str(to_whole(each)) for each in exact) + " min"
                compare(f"diary {seed} from {first}: sitting", told["Sitting without pain"]["figure"], figure)
                noted = "".join([f"{len(then)} day{'s' * (len(then) != 1)} of the first two weeks, " if len(then)
                                 else "mean of ", f"{len(now)} day{'s' * (len(now) != 1)} of the last four weeks"])
                compare(f"diary {seed} from {first}: sitting days", told["Sitting without pain"]["says"], noted)
            places = next((each for each in page["sections"] if each["part"] == "places"), None)
            by_site = shown.explode("sites").dropna(subset="sites").groupby(["sites", "day"]).tenths.mean()
            for item in places["items"] if places else []:
                site = {"left buttock": "buttock:left", "low back": "low-back", "left hip": "hip:left"}.get(item["about"])
                if site is None:
                    continue
                values = by_site[site]
                tenths = to_whole(Fraction(float(values.median())).limit_denominator(1000))
                days_told = f"{len(values)} day{'s' * (len(values) != 1)}"
                compare(f"diary {seed} from {first}: {site}", item["says"], f"{days_told}, median {points(tenths)}")
    return compare.end(f"{diaries} diaries of 60 days, three pages each; tolerance 0")


CHECKS = {"adherence": (check_adherence, 8), "flares": (check_flares, 25), "rounding": (check_rounding, 60),
          "doses": (check_doses, 6), "times": (check_times, 18), "page": (check_page, 20)}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program", help="the supple to check, such as target/release/supple")
    arguments.add_argument("--only", choices=CHECKS, help="this check alone")
    arguments.add_argument("--wrong", choices=CHECKS, help="alter one expected value of this check, which must fail then")
    given = arguments.parse_args()
    right = [check(given.program, diaries, given.wrong) for name, (check, diaries) in CHECKS.items()
             if given.only in (None, name)]
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
