"""What is written is what is so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import pricewatch
from pricewatch import models
from pricewatch.cli import main
from pricewatch.questions import analysing
from pricewatch.recognise import all_scrapers

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, re.S)


def test_the_readmes_make_commands_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    wanted = re.findall(r"^make (\w+)", "\n".join(SHELL), re.M)

    assert ["demo", "test"] == wanted
    assert [] == [target for target in wanted if f"\n{target}:" not in makefile]


def test_the_readmes_commands_run(tmp_path):
    blocks = [block for block in SHELL if "make " not in block]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (0, "") == (ran.returncode, ran.stderr)
    assert "corner-shop: 1 offers, last seen 2026-05-02" in ran.stdout


def test_the_readmes_python_runs():
    (block,) = re.findall(r"```python\n(.*?)```", README, re.S)
    lines = [line for line in block.splitlines() if line and 'b"..."' not in line]
    names: dict[str, object] = {}
    exec(lines[0], names)

    for line in lines[1:]:
        code, said = re.split(r"\s+# ", line)
        assert said == repr(eval(code, names))


def test_the_readmes_commands_are_commands():
    named = set(re.findall(r"`pricewatch (\w+)", README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))

    assert set() == named - set(main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_says_what_it_does_with_an_example(name):
    help_text = main.commands[name].help or ""

    assert f"pricewatch {name}" in help_text


def test_every_model_says_question_grain_and_what_is_left_out():
    for model in models.models():
        lines = model.head.splitlines()
        assert "?" in lines[0], model.name
        assert lines[1].startswith("One row per"), model.name
        assert any(line.startswith("Left out:") for line in lines), model.name


def test_every_table_has_its_head_as_comment(given):
    con = given("""
        sku | captured_at | price
        1   | 2026-01-01  | 2.00
    """).built()

    assert [] == con.execute("select table_name from duckdb_tables() where coalesce(comment, '') = ''").fetchall()


def test_every_model_runs_as_pasted_on_a_built_database(given):
    con = given("""
        sku | captured_at            | price
        1   | 2026-01-01..2026-04-09 | 10.00
        1   | 2026-04-10..2026-04-30 | 12.00
    """).built()

    assert con.execute("select * from hikes").fetchall() == con.execute(models.model("hikes").sql).fetchall()
    assert con.execute("select * from was_claims").fetchall() == con.execute(models.model("was_claims").sql).fetchall()


def test_every_parameter_is_used_and_every_used_one_is_there():
    text = "\n".join(model.sql for model in models.models())
    steps = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "pricewatch").rglob("*.py"))
    used = set(re.findall(r"parameter\('(\w+)'\)", text + steps)) | set(re.findall(r'number\("(\w+)"\)', steps))
    named = {row[0] for row in duckdb.sql(f"select name from '{models.HERE / 'parameters.csv'}'").fetchall()}

    assert set() == used - named
    assert set() == named - used


def test_every_finding_table_is_listed_in_findings():
    lists = models.model("findings").sql + models.model("was_claims").sql
    tables = [model.name for model in models.models() if " as finding_id," in model.sql and model.is_kept]

    assert [] == [name for name in tables if f"from {name}" not in lists]


def test_the_analysts_page_shows_every_ready_question_as_the_app_asks_it():
    page = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")

    assert list(analysing.ready().values()) == re.findall(r"```sql\n(.*?)```", page, re.S)


def test_every_ready_question_says_question_grain_and_what_is_left_out():
    for name, sql in analysing.ready().items():
        question, *rest = [line for line in sql.splitlines() if line.startswith("-- ")]
        assert question.endswith("?"), name
        assert rest[0].startswith("-- One row per") and any(line.startswith("-- Left out:") for line in rest), name


def test_the_public_names_are_sorted_and_there():
    assert sorted(pricewatch.__all__) == pricewatch.__all__
    assert [] == [name for name in pricewatch.__all__ if not hasattr(pricewatch, name)]


def test_every_scraper_has_its_three_functions():
    for name, scraper in all_scrapers().items():
        assert all(callable(getattr(scraper, each, None)) for each in ("recognises", "requests", "read")), name
