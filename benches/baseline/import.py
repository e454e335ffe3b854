"""`import.py DIARY FOLDER TABLE…`: reads the tables of a folder of CSV by pandas, and adds them to a diary with to_sql."""

import sqlite3
import sys

import pandas

diary, folder, *tables = sys.argv[1:]
connection = sqlite3.connect(diary)
connection.execute("PRAGMA synchronous = EXTRA")
connection.execute("PRAGMA foreign_keys = ON")
for table in tables:
    rows = pandas.read_csv(f"{folder}/{table}.csv")
    rows.to_sql(table, connection, if_exists="append", index=False)
connection.commit()
