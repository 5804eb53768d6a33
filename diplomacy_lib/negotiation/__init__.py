"""The table of lesson 12: what a learner sees of the bargaining models, and plays with."""

from ..models.bargaining.scenario_files import course_scenario
from .class_board import ClassBoard
from .reveal import balance
from .sheets import role_sheets
from .table import Table

__all__ = ["ClassBoard", "Table", "balance", "course_scenario", "role_sheets"]
