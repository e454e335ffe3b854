"""`shuffles.py DAYS COLUMNS COUNT…`: for each COUNT, puts so many days' values in as many orders by chance, and counts in
how many of them they go with a mark of the days as much as before, beside COLUMNS that are known of every day."""

import sys

import numpy as np

days, columns, *counts = map(int, sys.argv[1:])
dice = np.random.default_rng(1)
known = np.linalg.qr(np.column_stack([np.ones(days), dice.normal(size=(days, columns))]))[0][:, 1:]
for count in counts:
    left, mark = dice.normal(size=(2, days))
    for already in range(0, count, 500):
        # Five hundred at a time, which are ten megabytes for eight years.
        orders = dice.permuted(np.tile(left, (min(500, count - already), 1)), axis=1)
        rest = left @ left - ((orders @ known) ** 2).sum(axis=1)
        as_much = ((orders @ mark) ** 2 / rest >= (left @ mark) ** 2 / (left @ left)).sum()
