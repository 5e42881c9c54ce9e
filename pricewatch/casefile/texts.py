"""The words of a case file: README, draft of a certificate, and the sentences that the report shares with them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from string import Template
from textwrap import fill, wrap

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from pricewatch import journal
from pricewatch.casefile.rerun import Rerun
from pricewatch.collect.captures import facts_of
from pricewatch.evidence import Capture, Evidence
from pricewatch.sighted import Row
from pricewatch.statements import Statement
from pricewatch.textlines import plain

HERE = Path(__file__).resolve().parent
PARAGRAPH = 2_500
"""So many characters does the report print in one paragraph."""
NO_REPLY = "No statement of the shop is on file."
IMPORTED = (
    "imported, not captured: the file below and its SHA-256 are the evidence, and what its source saw is not shown."
)


def readme(cases: Sequence[Evidence], reruns: Sequence[Rerun | None], meta: Row) -> str:
    """What is in the case file, and how to check it."""
    limits = dict.fromkeys(line for case, made in zip(cases, reruns, strict=True) for line in limits_of(case, made))
    return filled(
        "readme",
        meta,
        ids="\n".join(f"  {case.finding_id}" for case in cases),
        sentences="\n\n".join(fill(plain(case.row["sentence"], 2000), 110) for case in cases),
        limits="\n".join(bullet(line) for line in limits),
    )


def certificate(cases: Sequence[Evidence], meta: Row) -> str:
    """A draft that describes the process, from the logs; the signer fills in the rest."""
    captures = [capture for case in cases for capture in case.captures]
    broken = [capture for capture in captures if not capture.is_intact]
    return filled(
        "certificate",
        meta,
        system="\n".join(bullet(line) for line in system_of(captures)) or bullet("No response was captured."),
        records="\n".join(bullet(line) for case in cases for line in records_of(case)),
        intact=f"{len(broken):,} of {len(captures):,} did not agree with the digest of their record"
        if broken
        else f"all {len(captures):,} agreed with the digest of their record",
    )


def filled(name: str, meta: Row, **words: str) -> str:
    """A template with its blanks filled in."""
    template = Template((HERE / f"{name}.txt").read_text(encoding="utf-8"))
    known = {
        "generation": meta["generation"],
        "built_at": f"{meta['built_at']:%Y-%m-%d %H:%M}",
        "code": meta["code"],
        "method": f"{meta['model_version']} (hash of all rules and numbers)",
    }
    return template.substitute(known, **words)


def bullet(text: str) -> str:
    """A line of a list."""
    return fill(text, 110, initial_indent="   - ", subsequent_indent="     ", break_long_words=False)


def system_of(captures: Sequence[Capture]) -> list[str]:
    """What the archive says of who wrote it, once for every way in which it was written."""
    written = {(capture.file, capture.begins): None for capture in captures if capture.begins}
    told = dict.fromkeys(
        line
        for file, (offset, _) in written
        for key, value in began(file, offset).items()
        for line in [f"{key}: {value}"]
    )
    return [plain(line, 400) for line in told]


def began(file: Path, offset: int) -> dict[str, str]:
    """The facts of a file's first record."""
    with file.open("rb") as archive:
        archive.seek(offset)
        return facts_of(next(iter(ArchiveIterator(archive))))


def records_of(case: Evidence) -> list[str]:
    """How the records of one finding came to be."""
    captures, name = case.captures, f"Finding {case.finding_id}"
    lines = [f"{name}: the offer was seen {len(case.sightings):,} times in the days shown."]
    if captures:
        readers = sorted({str(capture.reader) for capture in captures})
        lines.append(
            f"{name}: {len(captures):,} responses are included, the first of {captures[0].at:%Y-%m-%d %H:%M:%S} UTC,"
            f" the last of {captures[-1].at:%Y-%m-%d %H:%M:%S} UTC, read by {', '.join(readers)}."
        )
        lines += [
            f"{name}: robots.txt: {said}." for said in sorted({c.facts.get("robots", "not asked") for c in captures})
        ]
        lines += visits_of(case)
    lines += [
        f"{name}: {source.rows:,} rows of {source.file}, SHA-256 {source.sha256}, imported {source.imported_at or ''},"
        f" said to come from: {source.origin or 'not said'}; licence: {source.licence or 'not said'}."
        for source in case.sources
        if not source.captured
    ]
    return lines


def visits_of(case: Evidence) -> list[str]:
    """What the log says of the visits in the days shown."""
    days = [str(each["captured_at"].date()) for each in case.sightings]
    lines = []
    for retailer in sorted({each["retailer"] for each in case.sightings}):
        log = journal.read(case.data / "log" / "collect" / f"{retailer}.ndjson")
        outcomes = Counter(
            str(line.get("outcome"))
            for line in log
            if line.get("kind") == "visit" and min(days) <= str(line.get("at"))[:10] <= max(days)
        )
        told = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(outcomes.items())) or "none is logged"
        lines.append(f"Visits of {retailer} from {min(days)} to {max(days)}, by outcome: {told}.")
    return lines


def limits_of(case: Evidence, made: Rerun | None) -> list[str]:
    """What the evidence of a finding does not show."""
    found = case.row
    lines = ["Prices of other customers, places and devices than the collector's are not seen."]
    if any(source.captured for source in case.sources):
        lines.append("Between two sightings a price may have been another; the sightings are all listed.")
    if any(not source.captured for source in case.sources):
        lines.append(f"{found['finding_id']}: some or all sightings were {IMPORTED}")
    if found["missing"]:
        lines.append(f"{found['finding_id']}: missing: {found['missing']}.")
    if found["is_provisional"]:
        lines.append(f"{found['finding_id']}: provisional: what is seen in the next days may change it.")
    if not found["has_evidence"]:
        lines.append(f"{found['finding_id']}: what decides was not seen twice, hours apart.")
    if found["rule_set"] == "info":
        lines.append(f"{found['finding_id']}: tested for information; no law of the place is said to ask for it.")
    if case.missing_captures:
        lines.append(f"{found['finding_id']}: {len(case.missing_captures):,} captures are no longer in the archive.")
    if made is None:
        lines.append(f"{found['finding_id']}: its rule needs more of the database than is packed; it is not run again.")
    elif made.taken:
        lines.append(f"{found['finding_id']}: taken as they stand, not run again: {', '.join(made.taken)}.")
    return lines


def reply_of(status: Row | None, said: Sequence[Statement]) -> list[str]:
    """What was published, and what the shop says to it, whole."""
    replies = [line for each in said for line in quoted(each)] or [NO_REPLY]
    if status is None:
        return ["This finding was not published by itself.", *replies]
    lines = [f"Published first on {status['first_published_at']:%Y-%m-%d}."]
    if status["status"] == "withdrawn":
        lines.append(f"WITHDRAWN on {status['withdrawn_at']:%Y-%m-%d}: {status['cause']}, {status['detail']}.")
    return [*lines, *replies]


def quoted(statement: Statement) -> list[str]:
    """A statement in pieces that a paragraph holds."""
    head = f"The shop says (received {statement.at:%Y-%m-%d}; source: {statement.source}):"
    return [head, *(piece for part in statement.text.splitlines() for piece in wrap(part, PARAGRAPH))]
