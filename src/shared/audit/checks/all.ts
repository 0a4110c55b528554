import type { Check } from '../check'
import { beyondRead } from './beyond-read'
import { catalogNotBound } from './catalog-not-bound'
import { dataFilter } from './data-filter'
import { extraEntitlement } from './extra-entitlement'
import { futureTables } from './future-tables'
import { identityDisabled } from './identity-disabled'
import { identityPerson } from './identity-person'
import { ipListsOff } from './ip-lists-off'
import { ipRanges } from './ip-ranges'
import { legacyNames } from './legacy-names'
import { metastoreAdmin } from './metastore-admin'
import { metastorePrivilege } from './metastore-privilege'
import { missingCanUse } from './missing-can-use'
import { missingSelect } from './missing-select'
import { missingUseCatalog } from './missing-use-catalog'
import { missingUseSchema } from './missing-use-schema'
import { oauthSecrets } from './oauth-secrets'
import { otherCatalog } from './other-catalog'
import { otherObject } from './other-object'
import { otherSchema } from './other-schema'
import { otherWarehouse } from './other-warehouse'
import { owner } from './owner'
import { scopeNotFound } from './scope-not-found'
import { sharedAccess } from './shared-access'
import { sqlEntitlement } from './sql-entitlement'
import { throughGroup } from './through-group'
import { tokenExpiring } from './token-expiring'
import { tokenGone } from './token-gone'
import { tokenNoExpiry } from './token-no-expiry'
import { tokenOld } from './token-old'
import { tokenScope } from './token-scope'
import { tokenSeveral } from './token-several'
import { tokenShort } from './token-short'
import { tokenUnused } from './token-unused'
import { unreadableType } from './unreadable-type'
import { viewOwner } from './view-owner'
import { warehouseAbove } from './warehouse-above'
import { warehouseAutoStop } from './warehouse-auto-stop'
import { warehouseLarge } from './warehouse-large'
import { warehouseShared } from './warehouse-shared'
import { widerThanScope } from './wider-than-scope'
import { workspaceAdmin } from './workspace-admin'

/** Every check, in the order people should read findings: what stops the import, what is too much, what could be better. */
export const CHECKS: readonly Check[] = [
  scopeNotFound, identityDisabled, sqlEntitlement, catalogNotBound, missingCanUse,
  missingUseCatalog, missingUseSchema, missingSelect, viewOwner, futureTables, ipRanges,
  workspaceAdmin, metastoreAdmin, owner, metastorePrivilege, beyondRead,
  widerThanScope, otherSchema, otherCatalog, otherObject, warehouseAbove,
  otherWarehouse, extraEntitlement, throughGroup, sharedAccess, identityPerson,
  tokenGone, tokenNoExpiry, tokenExpiring, tokenUnused, tokenOld,
  tokenScope, tokenSeveral, tokenShort, oauthSecrets, dataFilter,
  unreadableType, legacyNames, warehouseAutoStop, warehouseLarge, warehouseShared,
  ipListsOff,
]

export const checkOf = (id: string): Check | undefined => CHECKS.find((check) => check.id === id)
