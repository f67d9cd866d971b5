"""Checks on what posts require and what the city offers: workload, standards, courses, and wishes to move."""

from collections.abc import Iterator

from workflow.organisation.files.folder import Fault
from workflow.organisation.files.handed import Handed


def staffing_faults(handed: Handed) -> Iterator[Fault]:
    """Posts and units nobody knows, and temporary loads that nobody gives a reason for."""
    for kind in ("workload", "standards"):
        for row in handed.rows(kind):
            if not handed.knows("posts", row.post):
                yield handed.fault(kind, row, "post", "Jabatan tidak dikenal.", "The post is not known.")
    for kind in ("requests", "courses"):
        for row in handed.rows(kind):
            if not handed.knows("units", row.unit):
                yield handed.fault(kind, row, "unit", "Unit tidak dikenal.", "The unit is not known.")
    for task in handed.rows("workload"):
        if task.until is not None and task.reason is None:
            yield handed.fault(
                "workload",
                task,
                "reason",
                "Beban sementara harus disertai alasan.",
                "A temporary load needs a reason.",
            )
