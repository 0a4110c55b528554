"""A whole setup by Databricks' own Python SDK against a running sandbox `empty`. Argument: the file with the sandbox's line of JSON.

    npm run -s cli -- sandbox --workspace empty --json > /tmp/ready.json &
    pip install databricks-sdk
    python test/judges/setup_judge.py /tmp/ready.json
"""

import json
import os
import sys
import time

from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import NotFound
from databricks.sdk.service import catalog, iam, settings, sql

ready = json.load(open(sys.argv[1]))
os.environ["REQUESTS_CA_BUNDLE"] = ready["caFile"]
host = f"https://{ready['host']}:{ready['port']}"
failed = 0


def judge(what, check):
    global failed
    try:
        found = check()
        print("ok  ", what, "" if found is None else str(found)[:120])
        return found
    except Exception as error:  # a judge names what went wrong and goes on
        failed += 1
        print("FAIL", what, type(error).__name__, str(error)[:300])


def until_known(action):
    """A new service principal is unknown to Unity Catalog for seconds."""
    for _ in range(10):
        try:
            return action()
        except NotFound:
            time.sleep(1)
    return action()


def grant(kind, name, *privileges):
    change = catalog.PermissionsChange(add=list(privileges), principal=robot.application_id)
    return until_known(lambda: you.grants.update(kind, name, changes=[change])).privilege_assignments


you = WorkspaceClient(host=host, token=ready["tokens"]["admin"])
judge("who am I", lambda: you.current_user.me().user_name)
warehouse = judge("warehouse, until it runs", lambda: you.warehouses.create_and_wait(
    name="judged", cluster_size="Small", auto_stop_mins=10, min_num_clusters=1, max_num_clusters=1, enable_serverless_compute=True,
    warehouse_type=sql.CreateWarehouseRequestWarehouseType.PRO, tags=sql.EndpointTags(custom_tags=[sql.EndpointTagPair("marker", "m")])))
robot = judge("service principal", lambda: you.service_principals.create(display_name="judged", external_id="m"))
judge("found by its mark", lambda: next(iter(you.service_principals.list(filter='externalId eq "m"'))).application_id)
judge("entitlement", lambda: you.service_principals.patch(
    robot.id, schemas=[iam.PatchSchema.URN_IETF_PARAMS_SCIM_API_MESSAGES_2_0_PATCH_OP],
    operations=[iam.Patch(op=iam.PatchOp.ADD, path="entitlements", value=[{"value": "databricks-sql-access"}])]))
judge("CAN USE", lambda: you.permissions.update("warehouses", warehouse.id, access_control_list=[
    iam.AccessControlRequest(service_principal_name=robot.application_id, permission_level=iam.PermissionLevel.CAN_USE)]).object_id)
judge("tokens allowed", lambda: you.token_management.update_permissions(access_control_list=[
    settings.TokenAccessControlRequest(service_principal_name=robot.application_id, permission_level=settings.TokenPermissionLevel.CAN_USE)]).object_type)
judge("catalog", lambda: you.catalogs.create(name="judged", comment="by a judge").owner)
judge("schema", lambda: you.schemas.create(name="s", catalog_name="judged").full_name)
judge("view", lambda: you.statement_execution.execute_statement("CREATE VIEW judged.s.v AS SELECT 1 AS a", warehouse.id).status.state)
judge("grants on the catalog", lambda: grant("catalog", "judged", catalog.Privilege.USE_CATALOG))
judge("grants on the schema", lambda: grant("schema", "judged.s", catalog.Privilege.USE_SCHEMA, catalog.Privilege.SELECT))
judge("token on its behalf", lambda: you.token_management.create_obo_token(application_id=robot.application_id, comment="judged", lifetime_seconds=3600).token_info.comment)
secret = judge("OAuth secret", lambda: you.service_principal_secrets_proxy.create(robot.id, lifetime="600s"))
itself = WorkspaceClient(host=host, client_id=robot.application_id, client_secret=secret.secret)
judge("signed in as itself", lambda: itself.current_user.me().user_name)
judge("reads the view", lambda: itself.statement_execution.execute_statement("SELECT * FROM judged.s.v", warehouse.id).result.data_array)
judge("a token of its own", lambda: itself.tokens.create(comment="own", lifetime_seconds=600).token_info.token_id)
judge("secret gone", lambda: (you.service_principal_secrets_proxy.delete(robot.id, secret.id), list(you.service_principal_secrets_proxy.list(robot.id)))[1])
judge("settings", lambda: you.workspace_conf.get_status(keys="enableTokensConfig,maxTokenLifetimeDays"))
judge("isolated", lambda: you.catalogs.update("judged", isolation_mode=catalog.CatalogIsolationMode.ISOLATED).isolation_mode)
judge("bound here", lambda: [one.workspace_id for one in you.workspace_bindings.get_bindings("catalog", "judged")])
judge("all undone", lambda: (you.catalogs.delete("judged", force=True), you.service_principals.delete(robot.id), you.warehouses.delete(warehouse.id))[0])
print("refused:", failed)
sys.exit(1 if failed else 0)
