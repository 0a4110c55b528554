"""dbt-databricks against a running sandbox: debug, run twice, test, docs generate. Argument: the file with the sandbox's line of JSON.

    pip install "dbt-core<1.11" "dbt-databricks<1.11"
    python test/judges/dbt_judge.py /tmp/ready.json
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ready = json.load(open(sys.argv[1]))
target = {
    "type": "databricks", "catalog": ready["catalog"], "schema": ready["schema"], "host": ready["host"], "http_path": next(iter(ready["httpPaths"].values())),
    "token": ready["tokens"]["admin"], "threads": 1, "connection_parameters": {"_port": ready["port"], "_tls_trusted_ca_file": ready["caFile"], "enable_telemetry": False},
}
files = {
    "dbt_project.yml": "name: judged\nversion: '1.0'\nprofile: judged\nflags: {send_anonymous_usage_stats: false}\n",
    "profiles.yml": json.dumps({"judged": {"target": "dev", "outputs": {"dev": target}}}),
    "models/by_country.sql": "select country, count(*) as n from {{ source('shop', 'customers') }} group by country",
    "models/many.sql": "{{ config(materialized='table') }} select * from {{ ref('by_country') }} where n > 1",
    "models/grown.sql": "{{ config(materialized='incremental', incremental_strategy='append') }} select * from {{ ref('by_country') }}",
    "models/shop.yml": f"""
version: 2
sources: [{{name: shop, database: {ready["catalog"]}, schema: {ready["schema"]}, tables: [{{name: customers}}]}}]
models: [{{name: many, description: by country, columns: [{{name: country, description: where, data_tests: [unique]}}]}}]
""",
}
failed = 0
with tempfile.TemporaryDirectory() as folder:
    for name, text in files.items():
        file = pathlib.Path(folder, name)
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    for command in (["debug"], ["run"], ["run"], ["test"], ["docs", "generate"]):
        dbt = pathlib.Path(sys.executable).parent / "dbt"
        done = subprocess.run([dbt, "--no-use-colors", *command], cwd=folder, capture_output=True, text=True, env={**os.environ, "REQUESTS_CA_BUNDLE": ready["caFile"], "DBT_PROFILES_DIR": folder})
        print("ok  " if done.returncode == 0 else "FAIL", "dbt", *command, "" if done.returncode == 0 else done.stdout[-1500:])
        failed += done.returncode != 0
print("dbt: all passed" if failed == 0 else f"dbt: {failed} failed")
sys.exit(failed != 0)
