"""The two panels of the progress chart by matplotlib: chart.py FOLDER OUT WIDTH HEIGHT, in pixels.

Reads the same files of plain numbers as chart.gnuplot."""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

folder, out = sys.argv[1:3]
dpi = 200
size = [int(pixels) / dpi for pixels in sys.argv[3:5]]


def columns(name):
    numbers = np.loadtxt(f"{folder}/{name}", ndmin=2)
    return [numbers[:, 0].astype("datetime64[s]")] + [numbers[:, n] for n in range(1, numbers.shape[1])]


figure, (pain, work) = plt.subplots(2, 1, sharex=True, height_ratios=[7, 3], figsize=size, dpi=dpi)
when, score, worst = columns("ratings")
band = dict(line.split(" = ") for line in open(f"{folder}/band").read().splitlines())
begin = np.datetime64(int(band["begin"]), "s")
pain.axvspan(begin, begin + np.timedelta64(14, "D"), color="#F2ECDF")
pain.plot(when, worst, "o", markersize=3, markerfacecolor="none", color="#868E99", label="worst of the day")
pain.plot(when, score, "o", markersize=2, alpha=0.6, color="#2A69AC", label="rating")
pain.plot(*columns("mean"), color="#0E2A4F", label="7-day mean")
pain.axhline(float(band["target"]), linestyle="--", color="#1A6640", label="30 % below the first two weeks")
pain.set(ylim=(0, 10), ylabel="Pain, 0 to 10", title="Piriformis / deep gluteal syndrome, left")
week, done, planned = columns("weeks")
width = np.timedelta64(7, "D")
work.bar(week, planned, width=width, color="#C3CCD6", label="planned")
work.bar(week, done, width=width, color="#2F5782", label="done")
work.set(ylabel="Sessions a week")
for panel in (pain, work):
    panel.grid(alpha=0.3)
    panel.legend(loc="upper right")
figure.savefig(out)
