"""A case file: some findings with all that proves them, in one ZIP that is the same whenever it is made."""

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from pricewatch import citations, database, models
from pricewatch.casefile import chart, report, texts
from pricewatch.casefile.rerun import Rerun, rerun
from pricewatch.collect import records
from pricewatch.errors import BadInput
from pricewatch.evidence import Evidence, gather, kept_back, may_be_shown
from pricewatch.sheets import as_csv, as_parquet, frame_of
from pricewatch.sighted import Row, rows
from pricewatch.textlines import plain

HERE = Path(__file__).resolve().parent
MOST_FINDINGS = 20
FINDING_ID = re.compile(r"[0-9a-f]{16}")
ABOUT = "select * from {table} where offer_id in (select unnest($ids)) order by all"
RULES = """
    select
        rules.*,
        (
            select min(source) from rule_sets
            where rule_set = $rule_set and rule_sets.rule_id = rules.rule_id
            and ($country is null or country = $country)
        ) as source
    from rules
    where rule_id = $rule_id
"""

Files = dict[str, bytes]


def case_bytes(path: Path | str, data: Path, finding_ids: Sequence[str], *, public: bool = False) -> bytes:
    """The ZIP of some findings of one generation. Raises BadInput with a sentence where that cannot be.

    `public`: for strangers. Then a finding must be published, and its retailer's entry must allow extracts; what other
    retailers keep to themselves is left out. What is made for the operator is cited, so that its generation stays.
    """
    generation = Path(path)
    ids = checked(finding_ids)
    con = database.connect(generation).cursor()
    meta = rows(con, "select * from meta")[0]
    if meta["model_version"] != models.fingerprint():
        raise BadInput("This database was built by another version of the method. Run `pricewatch build` first.")
    cases = [gather(generation, data, finding_id) for finding_id in ids]
    allowed = allowed_of(con, cases) if public else None
    files = files_of(con, cases, [rerun(con, case.row, allowed) for case in cases], meta)
    if not public:
        citations.cite(data, meta["generation"], ids)
    return zipped(files, meta)


def checked(finding_ids: Sequence[str]) -> list[str]:
    """The ids, each once, or a sentence about what is wrong with them."""
    ids = list(dict.fromkeys(finding_ids))
    if wrong := [each for each in ids if not FINDING_ID.fullmatch(each)]:
        raise BadInput(f"{plain(wrong[0], 40)!r} is no finding: an id is 16 of the characters 0-9 and a-f.")
    if not 0 < len(ids) <= MOST_FINDINGS:
        raise BadInput(f"A case file holds 1 to {MOST_FINDINGS} findings; {len(ids)} were asked for.")
    return ids


def allowed_of(con: Any, cases: Sequence[Evidence]) -> set[str]:
    """The retailers whose prices strangers may have; BadInput where one of the findings may not leave the house."""
    for case in cases:
        if refusal := kept_back(con, case):
            raise BadInput(refusal)
    return may_be_shown(con)


def files_of(con: Any, cases: Sequence[Evidence], reruns: Sequence[Rerun | None], meta: Row) -> Files:
    """Every file of the case by its name."""
    gap_days = int(con.execute("select parameter('gap_days')").fetchall()[0][0])
    charts = [chart.draw(case, gap_days) for case in cases]
    rules = {case.row["rule_id"]: rule_of(con, case) for case in cases}
    files = {
        "README.txt": texts.readme(cases, reruns, meta).encode(),
        "certificate.txt": texts.certificate(cases, meta).encode(),
        "recompute.py": (HERE / "recompute.py").read_bytes(),
        "report.pdf": report.report(cases, reruns, charts, meta, rules),
        **method_of(con, reruns),
        **captures_of(cases),
    }
    for case, made, drawn in zip(cases, reruns, charts, strict=True):
        found = {
            **tables_of(con, case),
            **rerun_files(made),
            **{f"chart.{kind}": image for kind, image in drawn.items()},
        }
        files |= {f"{case.finding_id}/{name}": content for name, content in found.items()}
    return files


def rule_of(con: Any, case: Evidence) -> Row:
    """What a finding's rule asks, where the law stands, and what became of the findings that were published."""
    law = {"rule_set": case.row["rule_set"], "country": case.numbers.get("country")}
    rule = rows(con, RULES, rule_id=case.row["rule_id"], **law)[0]
    published = rows(con, "select * from published_findings where rule_id = $rule_id", rule_id=case.row["rule_id"])
    return {**rule, "publications": {row["finding_id"]: row for row in published}}


def method_of(con: Any, reruns: Sequence[Rerun | None]) -> Files:
    """The numbers that the rules use, and the laws."""
    used = sorted({name for made in reruns if made for name in made.parameters})
    numbers = con.sql("select * from parameters order by name").pl()
    return {
        "method/parameters.csv": as_csv(numbers.filter(pl.col("name").is_in(used)) if used else numbers),
        "method/rule_sets.csv": as_csv(con.sql("select * from rule_sets order by all").pl()),
        "method/rules.csv": as_csv(con.sql("select * from rules order by all").pl()),
    }


def captures_of(cases: Sequence[Evidence]) -> Files:
    """The WARC records that prove the findings, byte for byte, each once; nothing where nothing was captured."""
    spans: dict[tuple[Path, records.Span], None] = {}
    for case in cases:
        for capture in sorted(case.captures, key=lambda each: (str(each.file), each.spans)):
            begins = [capture.begins] if capture.begins else []
            spans |= dict.fromkeys((capture.file, span) for span in [*begins, *capture.spans])
    content = b"".join(records.members(file, [span]) for file, span in spans)
    return {"captures.warc.gz": content} if content else {}


def tables_of(con: Any, case: Evidence) -> Files:
    """The tables that a person reads, each as CSV and as Parquet."""
    ids = [offer["offer_id"] for offer in case.offers]
    tables = {
        "finding": frame_of([case.numbers]),
        "spells": frame_of(case.spells),
        "sightings": frame_of(case.sightings),
        "claims": con.execute(ABOUT.format(table="was_claims"), {"ids": ids}).pl(),
        "others": con.execute(ABOUT.format(table="findings"), {"ids": ids}).pl(),
        "captures": frame_of([capture_row(capture, case) for capture in case.captures]),
        "sources": frame_of([vars_of(source) for source in case.sources]),
    }
    kept = {name: table for name, table in tables.items() if table.height}
    return {f"{name}.csv": as_csv(table) for name, table in kept.items()} | {
        f"{name}.parquet": as_parquet(table) for name, table in kept.items()
    }


def capture_row(capture: Any, case: Evidence) -> Row:
    """A capture as a row: where it lies, its hash, what it says."""
    plain_ones = ("capture", "at", "url", "status", "sha256", "is_intact", "reader", "price")
    return {name: getattr(capture, name) for name in plain_ones} | {
        "file": capture.file.relative_to(case.data).as_posix(),
        "text": capture.excerpt.text,
        "markup": capture.excerpt.markup,
        "facts": json.dumps(dict(capture.facts), ensure_ascii=False),
    }


def vars_of(source: Any) -> Row:
    """A source as a row."""
    return {name: getattr(source, name) for name in source.__slots__}


def rerun_files(made: Rerun | None) -> Files:
    """The rule as a query over tables, and the row that it gives; nothing where it cannot be run."""
    if made is None:
        return {}
    expected = {
        "finding_id": made.finding_id,
        "table": made.table,
        "taken": list(made.taken),
        "expected": made.expected,
    }
    return {
        "query.sql": made.script("read_parquet('tables/{name}.parquet')").encode(),
        "expected.json": json.dumps(expected, indent=1, ensure_ascii=False).encode(),
        **{f"tables/{name}.parquet": as_parquet(table) for name, table in made.tables.items()},
    }


def zipped(files: Mapping[str, bytes], meta: Row) -> bytes:
    """The files and their hashes as a ZIP whose times are the database's."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    archive, stamp = BytesIO(), max(meta["built_at"].timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in sorted({**files, "SHA256SUMS": sums.encode()}.items()):
            into.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()
