"""What Medicare's Billing and Coding Articles list, where the site's owner has installed the table.

The table is optional: it comes from CMS's article download (source: `cms-mcd`), which only whoever
accepts its license may fetch. `Coverage.read` takes its bytes, `look_up` says what the articles
that name a procedure list of a claim's diagnoses.

It is never a guarantee. An article pairs its groups of diagnoses with procedures in prose, which is
not in the table: each finding links the article instead. CPT descriptors are not in it either.
"""

from __future__ import annotations

from m1appeals.coverage.findings import (
    NO_GUARANTEE,
    Coverage,
    Finding,
    Listed,
    Listing,
    to_json,
)

__all__ = ["NO_GUARANTEE", "Coverage", "Finding", "Listed", "Listing", "to_json"]
