-- What is in the database?
-- One row per table or view, with its comment and its columns in order.
with relations as (
    select
        table_name as name,
        comment
    from duckdb_tables()
    where database_name = current_database() and not temporary and not internal
    union all
    select
        view_name as name,
        comment
    from duckdb_views()
    where database_name = current_database() and not temporary and not internal
),

columns as (
    select
        table_name as name,
        list({
            'name': column_name,
            'type': data_type,
            'comment': comment
        } order by column_index) as columns
    from duckdb_columns()
    where database_name = current_database() and not internal
    group by table_name
)

select
    relations.name,
    relations.comment,
    columns.columns
from relations
inner join columns on relations.name = columns.name
order by relations.name
