"""What takes long: jobs, each in steps between which the page is answered, and can cancel.

job         payload and files                       parts besides {done, total}; answer
remittance  {today, names}, 835s                    {claims}; {notes, read}
columns     {remembered, mapping}, a worklist       ; what `columns` gives, or {error}
worklist    {today, name, mapping}, the worklist    {claims}; {notes, read}
pdf         {fields, today, exhibits, evidence}     ; {errors, warnings, lacking, file, type}, bytes
inspect     {}, files for a packet                  {exhibit: {kind, pages, notes} or {error}}, the
                                                    PDF into which a text was printed; {}
packet      {fields, today, exhibits, evidence,     ; {errors, warnings, lacking, problem} or
              cover}, files of the exhibits         {file, type, pages, exhibits, notes}, bytes
lacks       {today, items}                          {lacks}; {}: what is wrong with each letter
batch       {today, items, formats, naming, cover}, bytes of a ZIP; {file, type, written, left_out}
            files of their exhibits

read_records {}, PDFs and JPEGs                     {file, record or error} with the last page; {}
offer       {fields, today, records}                ; {offers, kinds, doubts}
find_policy {fields, today}                         ; {policy}: {number, title, text, ...} or null
split_criteria {text}                               ; {criteria, problem}
match_criteria {criteria, sentences, kinds, scores} ; {matches}: for each criterion {sentence, why}

A claim is {file, segment, account, kind, amount, door, title, target, day, days_left, fields,
origins}; a note is {file, segment, text}. `exhibits` of a letter are {name, pages, of}, of
a packet {name, pages, file}: `pages` is what was typed, and `file` which of the files it is.
A record is what `evidence/reading/record.py` says of one; `offer` is given of each its sentences,
[note, text], and its people. It says of each sentence its kind, and of those that are offered
{record, sentence, kind, score, why, mind, measures, copies}. Kinds are places in `KINDS`.
`evidence` has the shape of `quotations.evidence_of`; each of `items` may have its own.

This package comes with the library: with what remittances and packets need, and letters do not.
"""

from __future__ import annotations

from collections.abc import Mapping

from m1appeals.jobs.batch import batch, lacks
from m1appeals.jobs.evidence import find_policy, match_criteria, offer, read_records, split_criteria
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
    "read_records": read_records,
    "offer": offer,
    "find_policy": find_policy,
    "split_criteria": split_criteria,
    "match_criteria": match_criteria,
}
"""Each job by its name."""
