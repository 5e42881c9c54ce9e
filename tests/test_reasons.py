"""What the database says in words, as the pages say it in every language."""

import ast
import csv
import inspect
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, get_args

import duckdb
import pytest

from pricewatch import decisions, finding_reviews, models, reports, signin, sqlbox
from pricewatch.collect.outcomes import VisitOutcome
from pricewatch.identity.agreement import Result
from pricewatch.languages import FOLDER, speaking
from pricewatch.pages import named, reasons
from pricewatch.pages.data import about
from pricewatch.pages.reasons import NUMBER, pattern, reason
from pricewatch.questions import analysing

ANY_NUMBER = "7"


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a parsed query."""
    if isinstance(tree, dict):
        yield tree
    for part in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from nodes(part)


def parsed(every: Iterable[models.Model]) -> dict[str, list[dict[str, Any]]]:
    """The expressions of models by the name that they are given."""
    found = defaultdict(list)
    for model in every:
        (text,) = duckdb.execute("select json_serialize_sql(?)", [model.sql]).fetchall()[0]
        for node in nodes(json.loads(text)):
            if "class" in node and node.get("alias"):
                found[node["alias"]].append(node)
    return found


def column_of(file: str, column: str) -> set[str]:
    """What stands in a column of a table of ours."""
    with (models.HERE / file).open(encoding="utf-8", newline="") as opened:
        return {row[column] for row in csv.DictReader(opened)}


NAMED = parsed(models.models())


def texts(node: dict[str, Any]) -> set[str]:
    """All texts that an expression can give; a number in them is always the same one."""
    match node:
        case {"class": "CONSTANT", "value": {"is_null": True}}:
            return set()
        case {"class": "CONSTANT", "value": {"value": said}}:
            return {str(said)}
        case {"class": "CASE"}:
            parts = [check["then_expr"] for check in node["case_checks"]] + [node["else_expr"]]
            return set().union(*map(texts, parts))
        case {"function_name": "||" | "concat"}:
            return {"".join(parts) for parts in product(*(texts(part) or {ANY_NUMBER} for part in node["children"]))}
        case {"function_name": "format", "children": [{"value": {"value": said}}, *_]}:
            return {said.replace("{:d}", ANY_NUMBER).replace("{:.2f}", ANY_NUMBER)}
        case {"function_name": "concat_ws" | "nullif" | "min" | "arg_max"}:
            return set().union(*map(texts, node["children"])) - {"; ", ""}
        case {"type": "OPERATOR_COALESCE"}:
            return set().union(*map(texts, node["children"]))
        case {"class": "COLUMN_REF", "column_names": [*_, "unit"]}:
            return column_of("opacity_parts.csv", "unit")
        case {"class": "COLUMN_REF", "column_names": [*_, "unknown"]}:
            return set().union(*map(texts, NAMED["unknown"]))
    return set()


def said_by_the_models() -> set[str]:
    """Every reason of every model, its numbers taken out."""
    return {pattern(text) for node in [*NAMED["missing"], *NAMED["hindered"]] for text in texts(node)}


def marked(words: tuple[str, ...]) -> set[str]:
    """Words that are marked for translation, each once."""
    assert len(words) == len(set(words))
    return set(words)


def test_every_reason_of_the_models_is_marked_for_translation():
    assert said_by_the_models() == marked(reasons.REASONS)


def test_names_of_the_method_are_marked_for_translation():
    assert column_of("rules.csv", "test") == marked(named.TESTS)
    assert column_of("rules.csv", "asks") == marked(named.ASKS)
    assert column_of("opacity_parts.csv", "name") == marked(named.PARTS)
    assert column_of("opacity_parts.csv", "unit") == marked(named.UNITS)


def test_words_of_a_finite_number_are_marked_for_translation():
    kinds = parsed(model for model in models.models() if model.number == models.FIRST_RULE)["kind"]
    errors = set().union(*map(texts, [*kinds, *NAMED["error"]]))

    assert {error.replace("_", " ") for error in errors} == marked(named.ERRORS)
    assert set().union(*map(texts, NAMED["event"])) == marked(named.EVENTS)
    assert set().union(*map(texts, NAMED["why"])) == marked(named.CAUSES)
    assert set(get_args(VisitOutcome)) == marked(named.VISITS)
    assert set(get_args(Result)) == marked(named.AGREEMENTS)
    assert {about(sql) for sql in analysing.ready().values()} == marked(named.QUESTIONS)


@pytest.mark.parametrize("language", sorted(file.stem for file in FOLDER.glob("*.po")))
def test_a_reason_is_said_in_every_language_with_its_numbers(language):
    with speaking(language):
        told = {text: reason(text) for text in map(filled, reasons.REASONS + reasons.PROBLEMS)}

    assert [] == [text for text, said in told.items() if said == text]
    assert [] == [text for text, said in told.items() if NUMBER.findall(text) != sorted(NUMBER.findall(said))]


def filled(text: str) -> str:
    """A reason with numbers in its places."""
    return text.replace("{0}", "10").replace("{1}", "20")


def test_problems_are_told_in_these_words():
    tellers = (signin, sqlbox, decisions, finding_reviews, reports)
    trees = [ast.parse(inspect.getsource(module)) for module in tellers]
    told = {pattern(written(node)) for tree in trees for node in ast.walk(tree)}

    assert set() == marked(reasons.PROBLEMS) - told


def written(node: ast.AST) -> str:
    """A text of a program; a value in it is a number."""
    match node:
        case ast.Constant(str(text)):
            return text.replace("{seconds:g}", ANY_NUMBER)
        case ast.JoinedStr(parts):
            return "".join(written(part) if isinstance(part, ast.Constant) else ANY_NUMBER for part in parts)
    return ""


@pytest.mark.parametrize("text", ["{0} of {1}", "{7}", "a shop's {name}", "12 {0} 3", "", "fewer than", "٣ days"])
def test_any_other_text_stays_as_it_is(text):
    assert text == reason(text)
