import type { Stage } from './stage'
import { catalogStage } from './stages/catalog'
import { dnsStage, tcpStage, tlsStage } from './stages/network'
import { readChosenStage, readStage } from './stages/read'
import { schemaStage } from './stages/schema'
import { sessionStage } from './stages/session'
import { signInStage } from './stages/sign-in'
import { tablesOfEverySchemaStage, tablesStage } from './stages/tables'
import { warehouseStage } from './stages/warehouse'
import { warehouseAwakeStage } from './stages/warehouse-awake'

/** The stages after the form, each declared after those it refers to. */
export const stagesFor = ({ hasSchema, hasChosenTables }: { hasSchema: boolean; hasChosenTables: boolean }): Stage[] => [
  dnsStage,
  tcpStage,
  tlsStage,
  signInStage,
  warehouseStage,
  warehouseAwakeStage,
  sessionStage,
  catalogStage,
  schemaStage,
  hasSchema ? tablesStage : tablesOfEverySchemaStage,
  hasChosenTables ? readChosenStage : readStage,
]
