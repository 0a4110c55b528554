import type { Category } from '../category'
import type { Entry } from './entry'
import { NETWORK } from './network'
import { OTHER } from './other'
import { SIGN_IN } from './sign-in'
import { TLS } from './tls'
import { UNITY_CATALOG } from './unity-catalog'
import { WAREHOUSE } from './warehouse'

/** What is said about each category. Complete: a new category does not compile without its entry. */
export const CATALOGUE = { ...NETWORK, ...TLS, ...SIGN_IN, ...WAREHOUSE, ...UNITY_CATALOG, ...OTHER } satisfies Record<Category, Entry>
