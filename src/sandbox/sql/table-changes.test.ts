import { beforeEach, describe, expect, it } from 'vitest'
import { testWorkspace, type TestWorkspace } from './test-workspace'

let work: TestWorkspace
const admin = (sql: string): Promise<unknown[][]> => work.rows('admin', sql)
const verdict = (sql: string, key = 'admin'): Promise<string> => work.verdict(key, sql)

beforeEach(async () => {
  work = testWorkspace()
  await admin('CREATE TABLE shelf (id INT, name STRING, price DECIMAL(10,2))')
  await admin("INSERT INTO shelf VALUES (1, 'socks', 1.5), (2, 'hat', 2.5), (3, NULL, NULL)")
  return () => work.engine.close()
})

describe('MERGE INTO', () => {
  it('updates, deletes and inserts, and counts each', async () => {
    const counts = await admin(
      `MERGE INTO shelf AS t USING (SELECT 2 AS id, 'cap' AS name UNION ALL SELECT 3, 'x' UNION ALL SELECT 9, 'rope') s ON t.id = s.id
       WHEN MATCHED AND t.name IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET name = s.name, price = CASE WHEN t.price > 2 THEN 9 ELSE 8 END
       WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, upper(s.name)) WHEN NOT MATCHED BY SOURCE THEN UPDATE SET name = 'old'`,
    )
    expect(counts).toEqual([[4n, 2n, 1n, 1n]])
    expect(await admin('SELECT * FROM shelf ORDER BY id')).toEqual([[1, 'old', '1.50'], [2, 'cap', '9.00'], [9, 'ROPE', null]])
  })
  it('takes columns of the same names for a star', async () => {
    await admin("MERGE INTO shelf USING (SELECT 1 AS id, 'a' AS name, 7 AS price UNION ALL SELECT 5, 'b', 8) s ON shelf.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *")
    expect(await admin('SELECT * FROM shelf WHERE id IN (1, 5) ORDER BY id')).toEqual([[1, 'a', '7.00'], [5, 'b', '8.00']])
  })
  it('refuses several matches of one row, unknown columns, and whoever may not', async () => {
    expect(await verdict('MERGE INTO shelf USING (SELECT 1 AS id UNION ALL SELECT 1) s ON shelf.id = s.id WHEN MATCHED THEN DELETE')).toBe('DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE')
    expect(await verdict('MERGE INTO shelf USING customers c ON false WHEN NOT MATCHED THEN INSERT (nope) VALUES (1)')).toBe('UNRESOLVED_COLUMN.WITH_SUGGESTION')
    expect(await verdict('MERGE INTO shelf USING retail.sales.ledger s ON false WHEN MATCHED THEN DELETE', 'clevertap')).toBe('INSUFFICIENT_PERMISSIONS')
    expect(await verdict('MERGE INTO shelf USING shelf s ON false')).toBe('PARSE_SYNTAX_ERROR')
    expect(await admin('SELECT count(*) FROM shelf')).toEqual([[3n]])
  })
})

describe('versions', () => {
  it('can be read, listed and restored', async () => {
    await admin('DELETE FROM shelf WHERE id = 1')
    expect(await admin('SELECT count(*) FROM shelf VERSION AS OF 0')).toEqual([[0n]])
    expect(await admin('SELECT s.id FROM shelf VERSION AS OF 1 AS s JOIN shelf t ON s.id = t.id ORDER BY 1')).toEqual([[2], [3]])
    expect(await admin('SELECT count(*) FROM shelf@v1')).toEqual([[3n]])
    expect((await admin('DESCRIBE HISTORY shelf')).map((row) => [row[0], row[4]])).toEqual([[2n, 'DELETE'], [1n, 'WRITE'], [0n, 'CREATE TABLE']])
    expect(await admin('DESCRIBE HISTORY shelf LIMIT 1')).toHaveLength(1)
    await admin('RESTORE TABLE shelf TO VERSION AS OF 1')
    expect(await admin('SELECT count(*) FROM shelf')).toEqual([[3n]])
  })
  it('that are not there, and things without versions, are refused in the words of Delta', async () => {
    expect(await verdict('SELECT * FROM shelf VERSION AS OF 9')).toBe('DELTA_VERSION_NOT_FOUND')
    expect(await verdict("SELECT * FROM shelf TIMESTAMP AS OF '2001-01-01'")).toBe('DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION')
    expect(await verdict("SELECT * FROM shelf TIMESTAMP AS OF '2101-01-01'")).toBe('DELTA_TIMESTAMP_GREATER_THAN_COMMIT')
    expect(await verdict("SELECT * FROM shelf TIMESTAMP AS OF 'soon'")).toBe('INVALID_TIME_TRAVEL_TIMESTAMP_EXPR.INPUT')
    await admin('CREATE VIEW front AS SELECT 1 AS one')
    expect(await verdict('SELECT * FROM front VERSION AS OF 0')).toBe('UNSUPPORTED_FEATURE.TIME_TRAVEL')
    expect(await verdict('SELECT * FROM shelf VERSION AS OF 0', 'no-select')).toBe('INSUFFICIENT_PERMISSIONS')
  })
})

describe('ALTER TABLE and ALTER VIEW', () => {
  it('add, move, rename and drop columns', async () => {
    await admin("ALTER TABLE shelf ADD COLUMNS (place STRING COMMENT 'where' FIRST, weight INT AFTER id)")
    expect(await verdict('ALTER TABLE shelf DROP COLUMN weight')).toBe('DELTA_UNSUPPORTED_DROP_COLUMN')
    await admin("ALTER TABLE shelf SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')")
    await admin('ALTER TABLE shelf DROP COLUMN weight')
    await admin('ALTER TABLE shelf RENAME COLUMN name TO title')
    await admin('ALTER TABLE shelf ALTER COLUMN place AFTER price')
    expect(await admin('DESCRIBE shelf')).toEqual([['id', 'int', null], ['title', 'string', null], ['price', 'decimal(10,2)', null], ['place', 'string', 'where']])
    expect(await admin('SELECT * FROM shelf WHERE id = 1')).toEqual([[1, 'socks', '1.50', null]])
    expect(await verdict('ALTER TABLE shelf ADD COLUMN title STRING')).toBe('FIELD_ALREADY_EXISTS')
    expect(await verdict('ALTER TABLE shelf ALTER COLUMN nope DROP NOT NULL')).toBe('FIELD_NOT_FOUND')
    expect(await verdict('ALTER TABLE shelf ALTER COLUMN title SET NOT NULL')).toBe('DELTA_NEW_NOT_NULL_VIOLATION')
    expect(await verdict('ALTER TABLE shelf ALTER COLUMN id TYPE STRING')).toBe('NOT_SUPPORTED_CHANGE_COLUMN')
  })
  it('rename, with the grants on it', async () => {
    await admin('GRANT SELECT ON TABLE shelf TO `analysts`')
    await admin('ALTER TABLE shelf RENAME TO rack')
    expect(await admin('SHOW GRANTS `analysts` ON TABLE rack')).toContainEqual(['analysts', 'SELECT', 'TABLE', 'retail.customer_data.rack'])
    expect(await verdict('SELECT * FROM shelf')).toBe('TABLE_OR_VIEW_NOT_FOUND')
    expect(await verdict('ALTER TABLE rack RENAME TO customers')).toBe('TABLE_OR_VIEW_ALREADY_EXISTS')
  })
  it('give a view another query', async () => {
    await admin('CREATE VIEW front AS SELECT id FROM shelf')
    await admin('ALTER VIEW front AS SELECT name FROM shelf WHERE id = 2')
    expect(await admin('SELECT * FROM front')).toEqual([['hat']])
    expect(await verdict('ALTER VIEW shelf AS SELECT 1 AS one')).toBe('EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE')
  })
  it('say nothing about what the caller may not reach', async () => {
    for (const sql of ['DROP TABLE retail.sales.nothing', 'DROP TABLE retail.sales.ledger', 'ALTER TABLE retail.sales.ledger ADD COLUMN x INT', 'DROP VIEW IF EXISTS retail.sales.ledger']) {
      expect(await verdict(sql, 'clevertap'), sql).toBe('INSUFFICIENT_PERMISSIONS')
    }
    expect(await verdict('ALTER TABLE customers ADD COLUMN x INT', 'clevertap')).toBe('UNAUTHORIZED_ACCESS')
    expect(await verdict('DROP TABLE customers', 'clevertap')).toBe('UNAUTHORIZED_ACCESS')
  })
})

describe('volumes', () => {
  it('are made, granted on, shown and dropped, with the rights that takes', async () => {
    await admin("CREATE VOLUME pictures COMMENT 'of products'")
    expect(await verdict('CREATE VOLUME pictures')).toBe('VOLUME_ALREADY_EXISTS')
    expect(await verdict('CREATE VOLUME mine', 'clevertap')).toBe('UNAUTHORIZED_ACCESS')
    await admin('GRANT READ VOLUME ON VOLUME pictures TO `analysts`')
    expect(await admin('SHOW VOLUMES')).toEqual([['customer_data', 'pictures']])
    expect(await admin('SHOW GRANTS `analysts` ON VOLUME pictures')).toEqual([['analysts', 'READ VOLUME', 'VOLUME', 'retail.customer_data.pictures']])
    expect(await verdict('DROP VOLUME pictures', 'clevertap')).toBe('UNAUTHORIZED_ACCESS')
    await admin('DROP VOLUME pictures')
    expect(await verdict('DROP VOLUME pictures')).toBe('VOLUME_NOT_FOUND')
    expect(await verdict('DROP VOLUME IF EXISTS pictures')).toBe('ok')
  })
})

it('never writes back rows that a filter or mask hides from the caller', async () => {
  work.state.rowFilters = [{ table: 'retail.customer_data.shelf', function: 'retail.customer_data.f', group: 'nobody in it' }]
  expect(await verdict('UPDATE shelf SET price = 1')).toBe('UNSUPPORTED_FEATURE.SANDBOX')
  expect(await verdict('DELETE FROM shelf WHERE id = 1')).toBe('UNSUPPORTED_FEATURE.SANDBOX')
  work.state.rowFilters = []
  expect(await admin('SELECT count(*) FROM shelf')).toEqual([[3n]])
})

it('information_schema has the documented columns in the documented order, and shows what is there', async () => {
  const columns = async (view: string): Promise<string[]> => {
    const outcome = await work.run('admin', `SELECT * FROM system.information_schema.${view}`)
    if (!outcome.ok) throw new Error(outcome.failure.message)
    return outcome.result.columns.map(({ name }) => name)
  }
  expect(await columns('volumes')).toEqual(['volume_catalog', 'volume_schema', 'volume_name', 'volume_type', 'volume_owner', 'comment', 'created', 'created_by', 'last_altered', 'last_altered_by', 'storage_location'])
  expect(await columns('external_locations')).toEqual(['external_location_name', 'external_location_owner', 'url', 'storage_credential_id', 'storage_credential_name', 'read_only', 'comment', 'created', 'created_by', 'last_altered', 'last_altered_by'])
  expect((await columns('storage_credentials')).slice(0, 6)).toEqual(['storage_credential_id', 'storage_credential_name', 'storage_credential_owner', 'credential_type', 'credential', 'used_for_managed_storage'])
  expect((await columns('connections')).slice(-2)).toEqual(['connection_options', 'url'])
  expect((await columns('routines')).slice(5, 9)).toEqual(['routine_name', 'routine_type', 'data_type', 'full_data_type'])
  work.state.others = [{ type: 'FUNCTION', name: 'retail.customer_data.f', owner: 'data platform' }, { type: 'STORAGE_CREDENTIAL', name: 'vault', owner: 'data platform' }, { type: 'CONNECTION', name: 'crm', owner: 'data platform' }]
  work.state.externalLocations = [{ name: 'lake', url: 's3://lake', owner: 'data platform', credential: 'vault', createdAt: 0, createdBy: 'data platform' }]
  await admin("CREATE VOLUME pictures COMMENT 'of products'")
  expect(await admin('SELECT volume_name, comment FROM information_schema.volumes')).toEqual([['pictures', 'of products']])
  expect(await admin('SELECT routine_name, routine_owner FROM information_schema.routines')).toEqual([['f', 'data platform']])
  expect(await admin('SELECT url, read_only FROM system.information_schema.external_locations')).toEqual([['s3://lake', 'NO']])
  expect(await admin('SELECT storage_credential_owner FROM system.information_schema.storage_credentials')).toEqual([['data platform']])
  expect(await admin('SELECT connection_owner FROM system.information_schema.connections')).toEqual([['data platform']])
  await admin('GRANT READ FILES ON EXTERNAL LOCATION lake TO `analysts`')
  expect(await admin('SELECT grantee, privilege_type FROM system.information_schema.external_location_privileges')).toEqual([['analysts', 'READ_FILES']])
  expect(await admin('SHOW GRANTS ON EXTERNAL LOCATION lake')).toEqual([['analysts', 'READ FILES', 'EXTERNAL LOCATION', 'lake']])
})
