import { type HelpPage, table } from '../help-page'

export const glossary: HelpPage = {
  id: 'glossary',
  title: 'Glossary',
  lead: 'The words used here, as Databricks uses them.',
  sections: [
    {
      title: 'Terms',
      blocks: [
        table(
          ['Term', 'Meaning'],
          ['Workspace', 'One Databricks environment with its own host name. Tokens belong to one workspace.'],
          ['SQL warehouse', 'The compute that runs queries. It costs money while it runs and stops by itself when idle.'],
          ['HTTP path', 'The address of a warehouse within the workspace: `/sql/1.0/warehouses/` and its id.'],
          ['Metastore', 'The top of Unity Catalog for a region: it holds catalogs and grants for several workspaces.'],
          ['Catalog, schema', 'Two levels of folders. A table’s full name is catalog.schema.table.'],
          ['Securable', 'Anything a privilege can be granted on: a catalog, a schema, a table, a view.'],
          ['Privilege', 'A right such as SELECT or USE SCHEMA.'],
          ['Principal', 'Who can hold privileges: a user, a service principal, an account group.'],
          ['Grant', 'One privilege on one securable for one principal.'],
          ['Inherited', 'A grant on a catalog or schema that holds for everything inside, also for what is made later.'],
          ['Owner', 'The principal that may do everything with an object and pass it on. Not listed by SHOW GRANTS.'],
          ['Identity', 'Who a token signs in as.'],
          ['Service principal', 'An identity for programs. It has an application id and cannot sign in to the user interface.'],
          ['Personal access token', 'The secret that stands for an identity. Starts with `dapi`; shown once.'],
          ['Scope', 'What a token may be used for, whatever its identity may do. `sql` is the one CleverTap needs.'],
          ['Entitlement', 'A right of an identity in a workspace, such as Databricks SQL access.'],
          ['IP access list', 'Addresses from which a workspace may be reached.'],
          ['Private Link', 'A private network path to a workspace. A host that is reachable through it may not be reachable for CleverTap.'],
        ),
      ],
    },
  ],
}
