import type { FindRoute, Place } from './where-to-find'

const LOST = "A lost token can't be shown again: its value appears once, when it is made. Make a new one, enter it in CleverTap, then delete the old one."
const LIFETIME = 'Ninety days is a good lifetime: note the date, for imports stop when it expires. A token that is not used for 90 days is revoked too.'

export function warehouseRoute({ link, warehouseId }: Place): FindRoute {
  const page = warehouseId === undefined ? '/sql/warehouses' : `/sql/warehouses/${warehouseId}/connectionDetails`
  return {
    id: 'warehouse',
    title: 'From the SQL warehouse',
    steps: [
      { text: 'Open the workspace in the browser and choose "SQL Warehouses" in the sidebar.', ...link('Open SQL Warehouses', '/sql/warehouses') },
      { text: 'Click the name of the warehouse that CleverTap may use.' },
      { text: 'Open the tab "Connection details".', ...(warehouseId === undefined ? {} : link('Open Connection details', page)) },
      { text: 'Copy "Server hostname" into Host and "HTTP path" into HTTP Path. Or copy the whole block and paste it into any field here.' },
    ],
    remarks: [
      'The HTTP path of an all-purpose cluster looks alike but contains "protocolv1". CleverTap needs a SQL warehouse.',
      'No warehouse in the list: ask a workspace admin for the permission "Can use" on one.',
    ],
  }
}

export function catalogRoute({ link, catalog }: Place): FindRoute {
  return {
    id: 'catalog',
    title: 'From Catalog Explorer',
    steps: [
      { text: 'Choose "Catalog" in the sidebar.', ...link('Open Catalog Explorer', '/explore/data') },
      { text: 'Find the catalog that holds the tables to import. Its name is the first part of catalog.schema.table.' },
      {
        text: 'Copy the name alone, without schema and without quotes.',
        ...(catalog === undefined ? {} : link('Open this catalog', `/explore/data/${encodeURIComponent(catalog)}`)),
      },
      { text: 'Or list the catalogs with SQL.', statement: { language: 'sql', text: 'SHOW CATALOGS;' } },
    ],
    remarks: ['The list shows what you may see. CleverTap\'s identity may see less: "Test connection" tells.'],
  }
}

export function schemaRoute({ link, catalog, schema }: Place): FindRoute {
  const path = catalog === undefined ? '/explore/data' : ['/explore/data', catalog, ...(schema === undefined ? [] : [schema])].map((part, at) => (at === 0 ? part : encodeURIComponent(part))).join('/')
  return {
    id: 'schema',
    title: 'From Catalog Explorer',
    steps: [
      { text: 'Choose "Catalog" in the sidebar and open the catalog.', ...link('Open Catalog Explorer', path) },
      { text: 'Find the schema that holds the tables. Its name is the second part of catalog.schema.table.' },
      { text: 'Copy the name alone, without catalog and without quotes.' },
    ],
    remarks: [
      'The schema may stay empty: CleverTap then sees every schema that the identity may read.',
      'A new schema holds no table. Import from the schema where the tables are, or make views there.',
    ],
  }
}

/** Who the token belongs to decides the route; on Azure a service principal goes another way than on AWS and GCP. */
export function tokenRoutes(place: Place): FindRoute[] {
  const { cloud } = place
  const routes = [personRoute(place)]
  if (cloud !== 'azure') routes.push(onBehalfRoute(place))
  if (cloud === 'azure' || cloud === 'unknown') routes.push(azureRoute(place))
  routes.push({
    id: 'lost',
    title: 'The token was lost',
    steps: [{ text: LOST }, { text: 'Follow the route above that fits the identity.' }],
    remarks: ['Deleting the old token stops everything else that uses it.'],
  })
  return routes
}

function personRoute({ link }: Place): FindRoute {
  return {
    id: 'person',
    title: 'The token of a person',
    when: 'You are signed in as the identity that CleverTap will use.',
    steps: [
      { text: 'Click your user menu at the top right, then "Settings".' },
      { text: 'Choose "Developer", then "Manage" beside "Access tokens".', ...link('Open Access tokens', '/settings/user/developer/access-tokens') },
      { text: 'Click "Generate new token". Give it a comment, such as CleverTap import, and a lifetime.' },
      { text: 'Where a scope is asked for, choose "BI Tools" (scope sql): that is all an import needs.' },
      { text: 'Click "Generate" and copy the token at once: it is shown only now.' },
    ],
    remarks: [
      LIFETIME,
      'A token of a person stops working when that person leaves, and it can do all that the person can. A service principal of its own is better.',
    ],
  }
}

const CAN_USE_TOKENS = 'An admin lets the service principal use tokens: Settings > Advanced > Personal Access Tokens > Permission settings, "Can use".'

function onBehalfRoute({ cloud, link }: Place): FindRoute {
  return {
    id: 'service-principal',
    title: 'The token of a service principal',
    when: cloud === 'unknown' ? "On AWS and Google Cloud. A service principal can't sign in to the UI: a workspace admin makes the token." : "A service principal can't sign in to the UI: a workspace admin makes the token.",
    steps: [
      {
        text: 'Find its application id: Settings > Identity and access > Service principals > Manage.',
        ...link('Open Service principals', '/settings/workspace/identity-and-access/service-principals'),
      },
      { text: CAN_USE_TOKENS },
      {
        text: 'As an admin, make a token on its behalf with the Databricks CLI. Put its application id in.',
        statement: {
          language: 'shell',
          text: `databricks api post /api/2.0/token-management/on-behalf-of/tokens --json '{"application_id":"<application-id>","comment":"CleverTap import","lifetime_seconds":7776000,"scopes":["sql"]}'`,
        },
      },
      { text: 'Copy "token_value" from the answer: it is shown only now.' },
    ],
    remarks: [LIFETIME, 'It also needs the entitlement "Databricks SQL access" and "Can use" on the SQL warehouse.'],
  }
}

function azureRoute({ cloud, link }: Place): FindRoute {
  return {
    id: 'service-principal-azure',
    title: 'The token of a service principal on Azure',
    when: cloud === 'unknown' ? "On Azure, where tokens can't be made on behalf of a service principal: it makes its own." : "On Azure tokens can't be made on behalf of a service principal: it signs in and makes its own.",
    steps: [
      {
        text: 'Open Settings > Identity and access > Service principals > Manage and choose it. Note its application id.',
        ...link('Open Service principals', '/settings/workspace/identity-and-access/service-principals'),
      },
      { text: CAN_USE_TOKENS },
      { text: 'On its page, make an OAuth secret (for one managed by Microsoft Entra ID, sign in with its Entra client secret instead).' },
      {
        text: 'Sign in as the service principal with the Databricks CLI and let it make a token for itself.',
        statement: {
          language: 'shell',
          text: `# Set DATABRICKS_HOST, DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET first.\ndatabricks api post /api/2.0/token/create --json '{"comment":"CleverTap import","lifetime_seconds":7776000,"scopes":["sql"]}'`,
        },
      },
      { text: 'Copy "token_value" from the answer: it is shown only now. Then delete the OAuth secret if nothing else uses it.' },
    ],
    remarks: [LIFETIME, 'It also needs the entitlement "Databricks SQL access" and "Can use" on the SQL warehouse.'],
  }
}
