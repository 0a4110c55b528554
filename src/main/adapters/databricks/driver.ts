import { DBSQLClient } from '@databricks/sql'
import type IDBSQLLogger from '@databricks/sql/dist/contracts/IDBSQLLogger'
import type IDBSQLSession from '@databricks/sql/dist/contracts/IDBSQLSession'
import type IOperation from '@databricks/sql/dist/contracts/IOperation'

/** The parts of `@databricks/sql` that are used here; the package is CommonJS and exports no types by name. */
export { DBSQLClient }
export type { IDBSQLLogger, IDBSQLSession, IOperation }
