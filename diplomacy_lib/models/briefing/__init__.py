"""A memo that rests on charts: claims tied to records of the album, checked by form, exported.

`memo` holds what is written, `evidence` what it rests on, `rules` what a complete memo has,
`page` the one file that a reader gets, `ratings` how two readers judge it, `form` the fields.
"""

from .advice import measurers
from .evidence import Evidence, open_album, sample_album
from .memo import Claim, Memo, Option, Outside
from .numbers import Number, address
from .page import export, render
from .practice import faulty, sample_memo, spot, told
from .ratings import RUBRIC, kappa, rated, rubric
from .report import Report
from .rules import RULES, check, overview

__all__ = [
    "RUBRIC",
    "RULES",
    "Claim",
    "Evidence",
    "Memo",
    "Number",
    "Option",
    "Outside",
    "Report",
    "address",
    "check",
    "export",
    "faulty",
    "kappa",
    "measurers",
    "open_album",
    "overview",
    "rated",
    "render",
    "rubric",
    "sample_album",
    "sample_memo",
    "spot",
    "told",
]
