"""Databricks' own Python clients against a running sandbox. Argument: the file with the sandbox's line of JSON."""

import json
import os
import sys

ready = json.load(open(sys.argv[1]))
os.environ["REQUESTS_CA_BUNDLE"] = ready["caFile"]
failed = 0


def judge(what, check):
    global failed
    try:
        print("ok  ", what, check())
    except Exception as error:  # a judge names what went wrong and goes on
        failed += 1
        print("FAIL", what, type(error).__name__, str(error)[:300])


def must_refuse(action):
    try:
        action()
    except Exception as error:
        return str(error).strip()[:120]
    raise AssertionError("was not refused")


def connect(identity):
    from databricks import sql

    return sql.connect(
        server_hostname=ready["host"], _port=ready["port"], http_path=next(iter(ready["httpPaths"].values())), access_token=ready["tokens"][identity],
        _tls_trusted_ca_file=ready["caFile"], catalog=ready["catalog"], schema=ready["schema"], enable_telemetry=False, _retry_stop_after_attempts_count=1,
    )


def rows(cursor, statement):
    cursor.execute(statement)
    found = cursor.fetchall()
    assert found, "no rows"
    return f"{len(found)} rows, {[column[1] for column in cursor.description]}"


with connect("clevertap") as connection, connection.cursor() as cursor:
    schema = f"`{ready['catalog']}`.`{ready['schema']}`"
    for statement in (
        "SHOW CATALOGS",
        f"SHOW SCHEMAS IN `{ready['catalog']}`",
        "SELECT 1 AS n, CAST(9007199254740993 AS BIGINT) AS l, CAST(12.50 AS DECIMAL(10,2)) AS d, DATE'2024-02-29' AS day, TIMESTAMP'2024-02-29 12:34:56.789' AS at, NULL AS x",
        "SELECT array(1, 2) AS a, map('k', 1) AS m, named_struct('x', 1) AS s, X'00ff' AS b",
        f"SELECT * FROM {schema}.customers LIMIT 3",
    ):
        judge(statement, lambda statement=statement: rows(cursor, statement))
    judge("tables", lambda: len(cursor.tables(catalog_name=ready["catalog"], schema_name=ready["schema"]).fetchall()))
    judge("columns", lambda: len(cursor.columns(catalog_name=ready["catalog"], schema_name=ready["schema"]).fetchall()))
    judge("a missing catalog is refused", lambda: must_refuse(lambda: cursor.execute("SELECT * FROM no_such_catalog.a.b")))
for identity in ("expired", "no-warehouse", "no-entitlement", "no-scope"):
    judge(f"{identity} is refused", lambda identity=identity: must_refuse(lambda: connect(identity)))

try:
    from databricks.sdk import WorkspaceClient
except ImportError:
    print("     databricks-sdk is not installed: REST was not judged")
else:
    workspace = WorkspaceClient(host=f"https://{ready['host']}:{ready['port']}", token=ready["tokens"]["admin"])
    warehouse = next(iter(ready["httpPaths"].values())).rsplit("/", 1)[-1]
    judge("me", lambda: workspace.current_user.me().user_name)
    judge("warehouses", lambda: [one.state.value for one in workspace.warehouses.list()])
    judge("catalogs", lambda: [one.name for one in workspace.catalogs.list()])
    judge("tables, paged", lambda: len(list(workspace.tables.list(ready["catalog"], ready["schema"], max_results=7))))
    judge("effective grants", lambda: len(workspace.grants.get_effective("schema", f"{ready['catalog']}.{ready['schema']}").privilege_assignments))
    judge("statement", lambda: workspace.statement_execution.execute_statement("SELECT 1", warehouse).result.data_array)
    judge("permissions", lambda: len(workspace.permissions.get("warehouses", warehouse).access_control_list))
    judge("tokens", lambda: len(list(workspace.token_management.list())))

print("Python: all passed" if failed == 0 else f"Python: {failed} failed")
sys.exit(0 if failed == 0 else 1)
