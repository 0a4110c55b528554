import { type HelpPage, link, table, text } from '../help-page'

export const differences: HelpPage = {
  id: 'differences',
  title: 'CleverTap’s page and what Databricks accepts',
  lead: 'Where the two differ, the assistant writes what Databricks accepts. This table says what and why.',
  sections: [
    {
      title: 'SQL and permissions',
      blocks: [
        table(
          ['CleverTap’s page', 'Databricks'],
          ['The name after TO stands in single quotes', 'It is an identifier and stands in backticks. Quotes give PARSE_SYNTAX_ERROR.'],
          ['A service principal by its name', 'By its application id (a UUID). A name gives “Could not find principal with name …”.'],
          ['GRANT USAGE ON CATALOG, ON SCHEMA', 'USE CATALOG and USE SCHEMA. The old word is still understood, but no longer written.'],
          ['GRANT CAN USE ON SQL WAREHOUSE …', 'Not SQL. Set it in the warehouse’s Permissions dialog or by REST. The level is called CAN USE.'],
          ['Read access means SELECT', 'SELECT, USE CATALOG, USE SCHEMA, CAN USE on the warehouse, the SQL entitlement, an allowed address, and a catalog bound to this workspace.'],
          ['A grant for each new table', 'SELECT on the schema covers all tables and views in it, those made later too.'],
          ['ALL PRIVILEGES to be safe', 'It lets the importer write and create. Least: USE CATALOG, USE SCHEMA, SELECT.'],
          ['A check with SHOW GRANTS', 'It shows direct and inherited grants, but not what an owner may do, and not always grants to groups you can’t see.'],
          ['SHOW CATALOGS has a column catalog_name', 'The column is called `catalog`.'],
          ['SHOW SCHEMAS has a column schema_name', 'The column is called `databaseName`.'],
        ),
      ],
    },
    {
      title: 'Places and names',
      blocks: [
        table(
          ['CleverTap’s page', 'Databricks'],
          ['Data Explorer', 'Catalog Explorer: “Catalog” in the sidebar.'],
          ['SQL > Warehouses > Connection Details', 'SQL Warehouses, open the warehouse, tab “Connection details”.'],
          ['An example host that starts with adb1234', 'There is a hyphen after `adb`: `adb-<digits>.<n>.azuredatabricks.net`.'],
          ['Auto Resume: Enable', 'No such setting today. A warehouse starts by itself when a query arrives.'],
          ['Create or retrieve a token', 'A token’s value can’t be retrieved. It is replaced.'],
          ['Token steps in the user interface, for a service principal', 'A service principal can’t sign in there. An admin makes its token, or it makes one itself by REST.'],
          ['A token with a long life, or none set', 'Two years at most by default, under 90 days recommended, revoked after 90 days without use. Its scopes must include `sql`.'],
          ['The token of a person', 'It works. A service principal made for the import is better.'],
          ['A new schema to import from', 'A new schema holds no table. Import from where the tables are, or make views there.'],
        ),
        text('Schema and Port are optional in CleverTap’s form. Port is 443 unless something unusual stands in front of your workspace.'),
        link('CleverTap: Databricks', 'https://docs.clevertap.com/docs/databricks'),
      ],
    },
  ],
}
