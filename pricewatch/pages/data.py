"""What is in the database, what can be asked of it, and how to take it along?"""

import duckdb
import pyarrow as pa
import streamlit as st

from pricewatch import exports, sqlbox
from pricewatch.errors import BadInput
from pricewatch.languages import N_, _
from pricewatch.pages import frame, markup, queries, words
from pricewatch.pages.markup import English, File, Piece
from pricewatch.pages.reasons import reason

SHOWN_ROWS = 200
OWN = N_("a question of your own")
EXAMPLE = "select *\nfrom offers\nlimit 10"

BOX_NOTE = N_(
    "One SELECT in DuckDB's SQL, for reading. At most {most} rows come back, {shown} of them are shown here; a "
    "question ends after {seconds} s. Nothing but this database can be reached."
)
TABLES_NOTE = N_("Each with the question that it answers, what one row is, and what is left out.")
TAKE_NOTE = N_(
    "Everything that may be passed on, in one file: open it in any DuckDB shell. How much of a shop that is, its entry "
    "says: nothing, published findings, or the listings and prices that prove them too."
)
SHELL = """duckdb -readonly pricewatch.duckdb
D select table_name, comment from duckdb_tables();
D select parameter('hike_note');"""


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Data"))
    markup.sentence(_(WHO_SEES_WHAT[queries.is_public()]), "note")
    show_box(path)
    show_tables(path)
    show_file()


WHO_SEES_WHAT = {
    True: N_("You see what the shops' entries let us pass on: published findings, and the prices that prove them."),
    False: N_(
        "You see all that this database holds. Strangers are served only what each shop's entry lets us pass on."
    ),
}


def show_box(path: str) -> None:
    """Questions that are ready, and a box for others."""
    limits = {"most": words.number(sqlbox.MOST_ROWS), "shown": SHOWN_ROWS, "seconds": sqlbox.SECONDS}
    markup.section(_("Ask in SQL"), _(BOX_NOTE).format(**limits))
    questions = {about(sql): sql for sql in queries.ready().values()}
    frame.understand("begin", [*questions, OWN], _)
    chosen = st.selectbox(_("Begin with"), [*questions, OWN], format_func=_, key="begin", bind="query-params")
    first = questions.get(chosen, EXAMPLE)
    with st.form("box", border=False):
        sql = st.text_area("SQL", first, key=f"sql-{chosen}", height=240, max_chars=sqlbox.LONGEST_QUESTION)
        if st.form_submit_button(_("Ask")):
            st.session_state["answer"] = asked(path, sql)
    show_answer(path)


def about(sql: str) -> str:
    """The question that a query answers: its first line."""
    return sql.splitlines()[0].removeprefix("-- ")


def asked(path: str, sql: str) -> tuple[str, sqlbox.Answer | str]:
    """The generation that was asked, and its answer, or a sentence where there is none."""
    waiting = st.empty()
    try:
        answer = queries.ask(path, sql, lambda: waiting.text(_("Asking …")))
    except BadInput as problem:
        return path, str(problem)
    finally:
        waiting.empty()
    return path, answer


def show_answer(path: str) -> None:
    """The rows, as a table and as files."""
    of, answer = st.session_state.get("answer", ("", ""))
    if of != path or not answer:
        return
    if isinstance(answer, str):
        markup.sentence(words.plain(reason(answer), 500))
        return
    table = answer.table
    markup.sentence(told(table.num_rows, answer.is_cut), "note")
    if not table.num_rows:
        return
    numbers = [place for place, field in enumerate(table.schema) if is_number(field.type)]
    rows = table.slice(0, SHOWN_ROWS)
    markup.wide(
        _("Answer"),
        [words.plain(name, 60) for name in table.column_names],
        [[cell(value) for value in row] for row in zip(*(column.to_pylist() for column in rows.columns), strict=True)],
        numbers=numbers,
    )
    show_downloads(table)


def told(rows: int, is_cut: bool) -> str:
    """How many rows there are."""
    if is_cut:
        cut = _("The first {rows} rows; there are more. Add a limit or a condition for others.")
        return cut.format(rows=words.number(rows))
    counted = words.count(rows, "row", "rows")
    if rows <= SHOWN_ROWS:
        return f"{counted}."
    return _("{rows}. The first {shown} are shown, the files hold all.").format(rows=counted, shown=SHOWN_ROWS)


def is_number(kind: pa.DataType) -> bool:
    """Whether a column is set flush right."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def cell(value: object) -> str:
    """One value as text."""
    return "—" if value is None else words.plain(str(value), 200)


def show_downloads(table: pa.Table) -> None:
    """The answer as files."""
    rows = duckdb.connect().from_arrow(table)
    with st.container(horizontal=True):
        st.download_button("CSV", b"".join(exports.csv_of(rows)), "answer.csv", "text/csv", on_click="ignore")
        st.download_button("Parquet", b"".join(exports.parquet_of(rows)), "answer.parquet", on_click="ignore")


def show_tables(path: str) -> None:
    """Every table, found by a word."""
    markup.section(_("Tables"), _(TABLES_NOTE))
    known = queries.relations(path)
    wanted = st.text_input(_("Find a table or a column"), key="find", bind="query-params", max_chars=80).strip().lower()
    found = [row for row in known if not wanted or wanted in text_of(row)]
    tables = words.count(len(known), "table", "tables")
    markup.sentence(_("{found} of {tables}.").format(found=len(found), tables=tables), "note")
    if not found:
        markup.sentence(_("No table and no column has this word. Try a shorter one, such as “price”."))
        return
    markup.folded((entry(row) for row in found), is_open=bool(wanted) and len(found) <= 3)


def text_of(row: queries.Row) -> str:
    """All in which a word is looked for."""
    columns = (f"{column['name']} {column['comment'] or ''}" for column in row["columns"])
    return " ".join([row["name"], row["comment"] or "", *columns]).lower()


def entry(row: queries.Row) -> tuple[str, Piece, str]:
    """A table: its name, its question, and all else."""
    name, (question, *rest) = row["name"], (row["comment"] or "").splitlines() or [""]
    about = English(question) if question else _("Not described.")
    columns = (
        (column["name"], English(" ".join(filter(None, [column["type"], column["comment"]]))))
        for column in row["columns"]
    )
    links = markup.line(File("CSV", f"data/{name}.csv"), File("Parquet", f"data/{name}.parquet"), kind="detail")
    return name, about, markup.line(English(" ".join(rest)), kind="detail") + links + markup.defined(columns)


def show_file() -> None:
    """The whole file."""
    markup.section(_("Take it along"), _(TAKE_NOTE))
    markup.show(markup.line(File("pricewatch.duckdb", "data/pricewatch.duckdb")))
    st.code(SHELL, language="sql", wrap_lines=True)


if __name__ == "__main__":
    show()
