"""Checks `supple stats` and `supple patterns` against pandas, NumPy and SciPy, on made-up diaries of which the truth
is known. Nothing of supple is used but the program itself. See README.md beside this file."""

import argparse
import json
import math
import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

FIRST = date(2026, 1, 5)
COURSE_DAYS, DAYS_NEEDED, GROUP_NEEDED, LEVEL = 14, 14, 5, 0.1


class Supple:
    """The program, in a folder of its own."""

    def __init__(self, program):
        self.program = str(Path(program).resolve())
        self.folder = tempfile.TemporaryDirectory(prefix="supple-independent-")
        empty = Path(self.folder.name) / "empty.db"
        # A diary with all its tables and nothing in them: one entry, removed again.
        for words in (["log", "4"], ["remove", "1"]):
            self.run(empty, date(2026, 1, 1), *words)
        self.empty = empty.read_bytes()

    def run(self, diary, today, *words):
        environment = {"SUPPLE_DB": str(diary), "SUPPLE_NOW": f"{today}T21:00:00+00:00", "HOME": self.folder.name,
                       "TZ": "UTC0", "PATH": os.environ["PATH"]}
        done = subprocess.run([self.program, *words], env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{words}: {done.stderr}")
        return done.stdout

    def diary(self, name, made):
        """A diary file with what was made up, written past the program."""
        path = Path(self.folder.name) / f"{name}.db"
        path.write_bytes(self.empty)
        with sqlite3.connect(path) as db:
            for number, (day, tenths, worst, tags) in enumerate(made.entries(), start=1):
                written = f"{day}T20:00:00+00:00"
                db.execute("INSERT INTO rating (id, uuid, day, score, worst, written_at) VALUES (?, ?, ?, ?, ?, ?)",
                           (number, f"{number:036}", str(day), tenths, worst, written))
                db.executemany("INSERT INTO rating_tag (rating, role, tag) VALUES (?, 'before', ?)",
                               [(number, tag) for tag in tags])
        db.close()
        return path

    def json(self, name, made, verb):
        path = self.diary(name, made)
        answer = json.loads(self.run(path, made.days[-1], verb, "--json"))
        path.unlink()
        return answer


class Made:
    """Pain that stays from day to day (AR(1) with standard deviation 1.5 around 4.5), and tags of which the first may
    add something to it. Scores are half points from 0 to 10, as people give them."""

    def __init__(self, seed, days=56, stays=0.6, adds=0.0, falls=0.0, factors=10, gaps=12, several=False):
        chance = np.random.default_rng([20261122, seed])
        self.days = [FIRST + timedelta(days=n) for n in range(days)]
        with_tag = np.zeros((factors, days), dtype=bool)
        for number in range(factors):
            share = [0.35, 0.2, 0.5, 0.3, 0.15][number % 5]
            for day in range(days):
                if number % 4 == 1:  # In runs.
                    share_now = 0.7 if day and with_tag[number, day - 1] else share / 2
                elif number % 4 == 3:  # On fixed days of the week.
                    share_now = 0.9 if day % 7 in (0, 2, 4) else 0.0
                else:
                    share_now = share
                with_tag[number, day] = chance.random() < share_now
        noise = chance.normal(0, 1.5, days)
        for day in range(1, days):
            noise[day] = stays * noise[day - 1] + math.sqrt(1 - stays**2) * noise[day]
        level = 4.5 - falls * (np.arange(days) / days - 0.5)
        pain = level + noise + (adds * with_tag[0] if factors else 0)
        rated = chance.random(days) > (1 / gaps if gaps else 0)
        self.rows = []
        for day in np.flatnonzero(rated):
            for _ in range(1 + (several and chance.integers(3))):
                value = pain[day] + (chance.normal(0, 1) if several else 0)
                tenths = int(np.clip(round(2 * value), 0, 20)) * 5
                worst = min(100, tenths + 5 * int(chance.integers(5))) if several and chance.random() < 0.5 else None
                tags = [f"t{number}" for number in range(factors) if with_tag[number, day]]
                self.rows.append((self.days[day], tenths, worst, tags))
        self.true_tag = "t0" if adds else None

    def entries(self):
        return self.rows

    def frame(self):
        """One row a day, as pandas sees it."""
        rows = pd.DataFrame(self.rows, columns=["day", "tenths", "worst", "tags"])
        rows["score"] = rows.tenths / 10
        rows["top"] = rows[["tenths", "worst"]].max(axis=1) / 10
        by_day = rows.groupby("day").agg(pain=("score", "mean"), worst=("top", "max"), tags=("tags", "first"))
        return by_day.reindex(pd.Index(self.days, name="day"))


def rows_of(frame, tag, lag):
    """The days that can be compared: pain, with or without, and what is fitted beside it, for each yardstick."""
    has = frame.tags.map(lambda tags: tag in tags if isinstance(tags, list) else np.nan)
    known = frame.index[has == True]  # noqa: E712, NaN is neither
    has = has.where((frame.index >= known.min()) & (frame.index <= known.max()))
    course = frame.pain.rolling(COURSE_DAYS, min_periods=1).mean().shift(1)
    yardsticks = [pd.DataFrame({"before": frame.pain.shift(back + 1), "course": course.shift(back)})
                  for back in range(1 + lag)]
    rows = pd.concat([frame.pain.rename("pain"), has.shift(lag).rename("with"), *yardsticks], axis=1)
    rows.columns = ["pain", "with", *[f"{name}{back}" for back in range(1 + lag) for name in ("before", "course")]]
    # The diary's own weekday; one of the seven follows from the others.
    week = [f"weekday{number}" for number in range(1, 7)]
    for number, name in enumerate(week, 1):
        rows[name] = (np.arange(len(rows)) % 7 == number).astype(float)
    if lag:
        rows["today"] = has
        yardsticks = [[f"before{back}", f"course{back}", "today", *week] for back in range(2)]
    else:
        yardsticks = [["before0", "course0", *week]]
    rows = rows.dropna()
    return rows.astype(float), yardsticks


def least_squares(rows, columns):
    """The coefficient of `with`, and its two-sided p-value from the t-distribution."""
    design = np.column_stack([np.ones(len(rows)), rows[columns], rows["with"]])
    fit, *_ = np.linalg.lstsq(design, rows.pain, rcond=None)
    left = rows.pain - design @ fit
    # A column that follows from others, such as a weekday that is not there, takes no freedom.
    free = len(rows) - np.linalg.matrix_rank(design)
    error = math.sqrt(left @ left / free * np.linalg.pinv(design.T @ design)[-1, -1])
    return fit[-1], 2 * stats.t.sf(abs(fit[-1]) / error, free)


def check_stats(supple, diaries):
    """Means, medians, the days and the change, as pandas has them."""
    worst = 0.0
    for seed in range(diaries):
        made = Made(seed, days=20 + seed % 70, falls=3.0, gaps=3 + seed % 9, several=True, factors=0)
        frame, said = made.frame(), supple.json(f"stats{seed}", made, "stats")
        for period in said["periods"]:
            within = frame.loc[date.fromisoformat(period["from"]):date.fromisoformat(period["to"])].dropna(subset="pain")
            assert period["rated_days"] == len(within), (seed, period)
            if period["mean"] is None:
                assert period["missing_days"] > 0
                continue
            wanted = {"mean": within.pain.mean(), "median": within.pain.median(), "lowest_day": within.pain.min(),
                      "highest_day": within.pain.max(), "worst": within.worst.max()}
            for key, value in wanted.items():
                worst = max(worst, abs(period[key] - value))
        change = said["changes"][0]
        if change["before"] is not None:
            rated = frame.pain.dropna()
            first = frame.pain.loc[rated.index[0]:rated.index[0] + timedelta(days=13)]
            worst = max(worst, abs(change["before"] - first.mean()), abs(change["now"] - frame.pain[-7:].mean()))
    print(f"stats: {diaries} diaries, the largest difference from pandas is {worst:.1e}")
    assert worst < 1e-9


def check_patterns(supple, diaries):
    """Groups, differences, p-values and false-discovery rates, by another way."""
    far, gap, inside, total = 0.0, [], 0, 0
    for seed in range(diaries):
        made = Made(seed, adds=1.0 if seed % 2 else 0.0, days=40 + 3 * seed)
        frame, said = made.frame(), supple.json(f"patterns{seed}", made, "patterns")
        ps, qs = [], []
        for pairing in said["pairings"]:
            rows, yardsticks = rows_of(frame, pairing["name"], pairing["lag"])
            groups = [rows.pain[rows["with"] == state] for state in (1.0, 0.0)]
            assert (len(pairing["with"]), len(pairing["without"])) == tuple(map(len, groups)), (seed, pairing)
            enough = len(rows) >= DAYS_NEEDED and min(map(len, groups)) >= GROUP_NEEDED
            if not enough or pairing["result"] is None:
                assert pairing["result"] is None
                continue
            result = pairing["result"]
            far = max(far, abs(result["difference"] - (groups[0].mean() - groups[1].mean())))
            fits = [least_squares(rows, columns) for columns in yardsticks]
            # The weaker of two yardsticks; which of two equally weak ones it is, is left to chance.
            adjusted = min(fits, key=lambda fit: abs(fit[0] - result["adjusted"]))
            far = max(far, abs(result["adjusted"] - adjusted[0]))
            weakest = max(p for _, p in fits)
            gap.append((result["p"], weakest))
            inside += result["low"] <= (1.0 if seed % 2 and pairing["name"] == "t0" and not pairing["lag"] else 0.0) <= result["high"]
            total += 1
            ps.append(result["p"])
            qs.append(result["q"])
        if ps:
            far = max(far, np.abs(stats.false_discovery_control(ps, method="bh") - qs).max())
    gap = np.array(gap)
    print(f"patterns: {diaries} diaries, {total} comparisons; groups the same, differences and q-values within {far:.1e}")
    rank = stats.spearmanr(gap[:, 0], gap[:, 1])[0]
    print(f"  p-values of shuffles against those of an ordinary least-squares t-test: rank correlation {rank:.4f}, "
          f"median difference {np.median(np.abs(gap[:, 0] - gap[:, 1])):.4f}")
    print(f"  the truth lies in {100 * inside / total:.1f} of 100 intervals")
    assert far < 1e-9 and rank > 0.98 and inside / total > 0.93


def count(supple, name, diaries, **how):
    """In how many diaries the true thing is found, and in how many anything that is not true."""
    def one(seed):
        made = Made(1000 + seed, **how)
        found = [pairing for pairing in supple.json(f"{name}{seed}", made, "patterns")["pairings"]
                 if pairing["result"] and pairing["result"]["goes_with"]]
        right = [pairing for pairing in found if pairing["name"] == made.true_tag and pairing["lag"] == 0]
        return bool(right), len(found) - len(right), len(found)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seen = list(pool.map(one, range(diaries)))
    right = sum(each[0] for each in seen)
    wrong = sum(each[1] > 0 for each in seen)
    rate = np.mean([each[1] / max(1, each[2]) for each in seen])
    return right, wrong, rate


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program", help="the supple to check, such as target/release/supple")
    arguments.add_argument("--diaries", type=int, default=1000, help="diaries of each kind to count in")
    given = arguments.parse_args()
    supple = Supple(given.program)
    check_stats(supple, 60)
    check_patterns(supple, 40)
    for stays in (0.5, 0.6, 0.7):
        _, wrong, _ = count(supple, "noise", given.diaries, stays=stays)
        print(f"noise, 56 days, 10 tags, AR {stays}: {wrong} of {given.diaries} diaries show anything (stated: {LEVEL:.0%})")
        assert wrong / given.diaries <= LEVEL
    for stays in (0.5, 0.6, 0.7):
        right, wrong, rate = count(supple, "effect", given.diaries, stays=stays, adds=1.5)
        print(f"1.5 points, 56 days, 10 tags, AR {stays}: found in {right} of {given.diaries}; false discovery rate {rate:.3f}")
        assert rate <= LEVEL


if __name__ == "__main__":
    sys.exit(main())
