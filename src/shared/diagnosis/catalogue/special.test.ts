import { describe, expect, it } from 'vitest'
import type { Diagnosis, DiagnosisContext } from '../diagnosis'
import { explain } from '../explain'

const context: DiagnosisContext = {
  host: 'adb-1234567890123456.7.azuredatabricks.net',
  port: 443,
  principal: '5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001',
  principalName: 'CleverTap importer',
  principalKind: 'service-principal',
}
const statements = (diagnosis: Diagnosis): string[] => diagnosis.fixes.flatMap((fix) => (fix.statement === undefined ? [] : [fix.statement.text]))
const actions = (diagnosis: Diagnosis): string[] => diagnosis.fixes.flatMap((fix) => fix.action ?? [])

describe('forms of a cause that need advice of their own', () => {
  const about = (message: string, status?: number) => explain({ message, ...(status === undefined ? {} : { status }) })

  it('sends a refusal of cloud storage to whoever runs the storage, not to the token', () => {
    for (const message of [
      'java.nio.file.AccessDeniedException: s3://lake/orders: AmazonS3Exception: Forbidden (Service: Amazon S3; Status Code: 403)',
      'PERMISSION_DENIED: AWS IAM role does not have READ permissions on s3://lake/orders',
      "This Azure storage request is not authorized. The storage account's 'Firewalls and virtual networks' settings may be blocking access.",
    ]) {
      const d = about(message)
      expect(d.title).toBe('The cloud refuses Databricks the files of this table')
      expect(actions(d)).not.toContain('edit-token')
      expect(d.fixes.some((fix) => fix.ask?.whom.includes('cloud storage') === true)).toBe(true)
    }
  })

  it('names the storage host where the results of a query are stopped', () => {
    const d = about('CloudFetch: failed to download link at offset 0: Get "https://dbstorage5rs.blob.core.windows.net/jobs/84": dial tcp 20.60.1.1:443: i/o timeout')
    expect(d.category).toBe('timeout')
    expect(d.fixes[0]?.text).toContain('dbstorage5rs.blob.core.windows.net')
  })

  it('grants the privilege that is missing on the kind of object that the message names', () => {
    expect(statements(about("User does not have READ VOLUME on Volume 'lake.raw.files'."))).toEqual(['GRANT READ VOLUME ON VOLUME `lake`.`raw`.`files` TO `<application id of the service principal>`;'])
    expect(statements(about("PERMISSION_DENIED: User does not have EXECUTE on Routine 'lake.fn.mask'"))[0]).toContain('GRANT EXECUTE ON FUNCTION `lake`.`fn`.`mask` TO')
    expect(about("User does not have CREATE EXTERNAL TABLE on External Location 'landing'.").causes[0]).toContain('is missing on external location landing')
  })

  it('offers no Unity Catalog grant on hive_metastore', () => {
    const d = about('[SCHEMA_NOT_FOUND] The schema `hive_metastore`.`staging` cannot be found.')
    expect(d.title).toContain('hive_metastore.staging')
    expect(statements(d)).toEqual(['SHOW CATALOGS;'])
  })

  it('does not send to the IP access list what Private Link or a network policy refuses', () => {
    for (const message of ['Public access is not allowed for workspace: 1', 'Unauthorized network access to workspace: 1', 'Redirected to /login.html?error=private-link-validation-error:1']) {
      const d = about(message, 403)
      expect(d.category).toBe('ip_blocked')
      expect(statements(d)).toEqual([])
    }
    expect(statements(about('Source IP address: 203.0.113.7 is blocked by Databricks IP ACL for workspace: 1', 403))[0]).toContain('"203.0.113.7"')
  })

  it('renews a saved sign-in by signing in, and an OAuth client by a new secret', () => {
    expect(statements(about('Error: token refresh: oauth2: "invalid_request" "Refresh token is invalid". Config: host=https://dbc-1a2b3c4d-0001.cloud.databricks.com'))).toContain(
      'databricks auth login --host https://dbc-1a2b3c4d-0001.cloud.databricks.com',
    )
    expect(about('oauth2: "invalid_client" "Client authentication failed"').title).toBe('Databricks does not accept this OAuth client')
  })

  it('starts the cluster, not a warehouse, where the message is about a cluster', () => {
    expect(statements(about('INVALID_STATE: Cluster 0505-000000-abcd1234 is in unexpected state Terminated.'))).toEqual(['databricks clusters start 0505-000000-abcd1234'])
  })

  it('takes warehouse and identity from the message where nobody has named them', () => {
    const d = about('PERMISSION_DENIED: 5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001 is not authorized to use this SQL Endpoint. (warehouse 0a0b0c0d0e0f0001)')
    expect(statements(d)).toEqual([
      'PATCH /api/2.0/permissions/warehouses/0a0b0c0d0e0f0001\n{"access_control_list":[{"service_principal_name":"5f0c7f2e-8a41-4d0c-9b61-3c1d5a7e0001","permission_level":"CAN_USE"}]}',
    ])
    expect(statements(about("User 'ann@example.com' is not authorized to use this SQL Endpoint."))[0]).toContain('"user_name":"ann@example.com"')
    const tested = explain({ message: "User 'ann@example.com' is not authorized to use this SQL Endpoint." }, context)
    expect(statements(tested)[0]).toContain(context.principal)
  })

  it('reads names without quotes where they can only be names', () => {
    expect(about('User does not have SELECT on table main.finance.revenue').title).toBe('SELECT on `main.finance.revenue` is missing')
    expect(about('Error: catalog lake is not bound to this workspace').title).toBe("Catalog `lake` can't be used from this workspace")
    expect(about('databricks.sdk.errors.PermissionDenied: catalog is not accessible in current workspace').title).toBe("Catalog can't be used from this workspace")
  })

  it('keeps advice of one kind from the others: queries, results, missing values, unreachable hosts', () => {
    expect(about('[INSUFFICIENT_PERMISSIONS] User does not have permission SELECT on any file.').title).toBe('SELECT on ANY FILE is missing')
    expect(about('statement canceled by timeout: STATEMENT_TIMEOUT 172800 seconds exceeded').title).toBe('The query took longer than it may')
    expect(about('Runtime Error: http_path must be specified for a databricks profile').title).toBe('The HTTP path is missing')
    expect(about('databricks: missing Hostname').title).toBe('The host is missing')
    expect(about("Can't connect to https://adb-7.7.azuredatabricks.net/").title).toBe("adb-7.7.azuredatabricks.net can't be reached")
    expect(explain({ message: 'fetch failed', errorCode: 'ECONNREFUSED' }, context).title).toContain('refuses connections on port 443')
    expect(about('Provided access token does not have required scopes: sql').fixes).toHaveLength(1)
  })

  it('does not call a good host unusable because the address around it was wrong', () => {
    expect(about('parse "https://https://adb-1.1.azuredatabricks.net": invalid port ":" after host').title).toBe('The value given as host is not a host name')
  })
})
