"""SQLAlchemy and pandas against a running sandbox. Argument: the file with the sandbox's line of JSON.

    pip install databricks-sqlalchemy pandas
    python test/judges/sqlalchemy_judge.py /tmp/ready.json
"""

import json
import sys

import pandas
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, func, inspect, select, text

ready = json.load(open(sys.argv[1]))
schema = ready["schema"]
failed = 0


def judge(what, check):
    global failed
    try:
        print("ok  ", what, str(check())[:160])
    except Exception as error:  # a judge names what went wrong and goes on
        failed += 1
        print("FAIL", what, type(error).__name__, str(error)[:300])


engine = create_engine(
    f"databricks://token:{ready['tokens']['admin']}@{ready['host']}?http_path={next(iter(ready['httpPaths'].values()))}&catalog={ready['catalog']}&schema={schema}",
    connect_args={"_port": ready["port"], "_tls_trusted_ca_file": ready["caFile"], "enable_telemetry": False, "_retry_stop_after_attempts_count": 1},
)
seen = inspect(engine)
judge("schemas", lambda: seen.get_schema_names())
judge("tables", lambda: len(seen.get_table_names(schema=schema)))
judge("views", lambda: seen.get_view_names(schema=schema))
judge("columns", lambda: [(one["name"], one["type"]) for one in seen.get_columns("products", schema=schema)])
judge("comment", lambda: seen.get_table_comment("customers", schema=schema)["text"])
judge("keys", lambda: (seen.get_pk_constraint("customers", schema=schema), seen.get_foreign_keys("customers", schema=schema)))
with engine.connect() as connection:
    customers = Table("customers", MetaData(schema=schema), autoload_with=engine)
    judge("reads", lambda: connection.execute(select(customers.c.country, func.count()).group_by(customers.c.country)).fetchall())
    judge("binds", lambda: connection.execute(text("SELECT :a + 1, :b"), {"a": 1, "b": "it's"}).fetchall())
    made = Table("sqlalchemy_made", MetaData(schema=schema), Column("id", Integer), Column("name", String))
    judge("creates", lambda: made.metadata.create_all(engine))
    judge("inserts", lambda: connection.execute(made.insert(), [{"id": 1, "name": "x"}, {"id": 2, "name": "y"}]))
    judge("updates", lambda: connection.execute(made.update().where(made.c.id == 1).values(name="z")).rowcount)
    judge("deletes", lambda: connection.execute(made.delete().where(made.c.id == 2)).rowcount)
    judge("reads back", lambda: connection.execute(select(made)).fetchall())
    judge("drops", lambda: made.metadata.drop_all(engine))
judge("pandas writes", lambda: pandas.DataFrame({"a": [1, 2]}).to_sql("pandas_made", engine, schema=schema, index=False, if_exists="replace"))
judge("pandas reads", lambda: pandas.read_sql(f"SELECT * FROM {schema}.pandas_made", engine).values.tolist())
print("SQLAlchemy: all passed" if failed == 0 else f"SQLAlchemy: {failed} failed")
sys.exit(failed != 0)
