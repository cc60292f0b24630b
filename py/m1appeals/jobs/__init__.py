"""What takes long: jobs, each in steps between which the page is answered, and can cancel.

job         payload and files                       parts besides {done, total}; answer
remittance  {today, names}, 835s                    {claims}; {notes, read}
columns     {remembered, mapping}, a worklist       ; what `columns` gives, or {error}
worklist    {today, name, mapping}, the worklist    {claims}; {notes, read}
pdf         {fields, today, exhibits}               ; {errors, warnings, lacking, file, type}, bytes
inspect     {}, files for a packet                  {exhibits: {kind, pages, notes} or {error}}; {}
packet      {fields, today, exhibits, cover}, them  ; {errors, warnings, lacking, problem} or
                                                    {file, type, pages, exhibits, notes}, bytes
lacks       {today, items}                          {lacks}; {}: what is wrong with each letter
batch       {today, items, formats, naming, cover}, bytes of a ZIP; {file, type, written, left_out}
            files of their exhibits

A claim is {file, segment, account, kind, amount, door, title, target, day, days_left, fields,
origins}; a note is {file, segment, text}. `exhibits` of a letter are {name, pages, of}, of
a packet {name, pages, file}: `pages` is what was typed, and `file` which of the files it is.

This package comes with the library: with what remittances and packets need, and letters do not.
"""

from __future__ import annotations

from collections.abc import Mapping

from m1appeals.jobs.batch import batch, lacks
from m1appeals.jobs.packet import inspect_files, packet
from m1appeals.jobs.pdf import pdf
from m1appeals.jobs.remittance import remittance
from m1appeals.jobs.worklist import columns, worklist
from m1appeals.shapes import Job

__all__ = ["JOBS"]

JOBS: Mapping[str, Job] = {
    "remittance": remittance,
    "columns": columns,
    "worklist": worklist,
    "pdf": pdf,
    "inspect": inspect_files,
    "packet": packet,
    "lacks": lacks,
    "batch": batch,
}
"""Each job by its name."""
