"""The Room Where It Happened: tables, lessons and exercises on US–Soviet and US–Russian diplomacy.

A lesson starts with `open_lesson`; the tables alone are `load`, `shapes`, `tables`, `info`
and `cite`.
"""

from .lesson import open_lesson
from .tables import cite, info, load, shapes, tables

__all__ = ["cite", "info", "load", "open_lesson", "shapes", "tables"]
