import { type HelpPage, list, steps, text } from '../help-page'

export const whatThisDoes: HelpPage = {
  id: 'what-this-does',
  title: 'What this does, and what it does not',
  lead: 'The assistant sets up what CleverTap needs in Databricks, or takes what is there, and proves that the import can work.',
  sections: [
    {
      title: 'What it does',
      blocks: [
        list(
          'Sets up catalog, SQL warehouse, identity and token, schema and grants. What is there is used, and no right is given that the import does not need.',
          'Finds and checks the seven values CleverTap asks for: connection name, host, port, HTTP path, personal access token, catalog and schema.',
          'Tests the connection stage by stage, signed in as the identity CleverTap will use.',
          'Explains each failure: what went wrong, why, and what to do now.',
          'Shows which privileges the identity has, which are missing and which are too much, with the statements that mend it.',
          'Writes a validated configuration to hand over. The token is never in it.',
        ),
      ],
    },
    {
      title: 'What it does not do',
      blocks: [
        list(
          'It changes nothing in your workspace unless you confirm it. A setup and the fix of an audit show every statement and request first; run them from here, or copy them and run them elsewhere. A stopped warehouse is started only when you agree: that costs money.',
          'It does not enter anything into CleverTap. You copy the values into its form.',
          'It does not keep or show your data. The read stage fetches one row per table and throws it away.',
          'It does not run from CleverTap’s network. A firewall or IP access list can still refuse CleverTap’s addresses.',
          'It does not set up exports from CleverTap to Databricks. The integration is a private beta and imports only.',
        ),
      ],
    },
    {
      title: 'The order of work',
      blocks: [
        steps(
          'Set up what is missing (New setup), or enter and discover the values (Existing, or Quick start when you know them).',
          'Test the connection. Follow the first failure; later ones often go away with it.',
          'Audit the permissions: what is missing, what is too much.',
          'Export, and fill in CleverTap’s form: Settings > Partners > Databricks > Add Database.',
        ),
        text('A validation holds for 24 hours and for exactly what was tested. A change of a value, of the chosen tables or of the token makes it a draft again.'),
      ],
    },
  ],
}
