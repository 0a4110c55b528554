import { type HelpPage, link, list, text } from '../help-page'

export const tokens: HelpPage = {
  id: 'tokens',
  title: 'Where tokens are kept',
  lead: 'A token goes to the main process once and never comes back to the window.',
  sections: [
    {
      title: 'Two ways to keep one',
      blocks: [
        list(
          'For this run: in memory, gone when the program ends. This is the default.',
          'By the operating system: encrypted with the key store of your account, where there is one. Settings says whether this computer has one, and why not.',
        ),
        text('There is no third way. A token is never written in clear, not to the settings folder, a log, an export or a URL. The window only learns its last four characters, when it was saved and, where Databricks tells, when it expires.'),
      ],
    },
    {
      title: 'A lost token',
      blocks: [text('Databricks shows a token once. Its value cannot be read back, by you or by an admin. Make a new one, enter it here and in CleverTap, then revoke the old one.')],
    },
    {
      title: 'A token that serves the import',
      blocks: [
        list(
          'Scope: `sql` is enough for CleverTap and for the test. Databricks’ dialog offers it as the type for BI tools. Without more scopes some checks here answer “Could not check”; the SQL stages prove the same.',
          'Lifetime: new tokens live two years at most by default. Databricks recommends less than 90 days; note the day on which CleverTap needs a new one.',
          'A token that is not used for 90 days is revoked by Databricks. An import that runs once a quarter loses it.',
          'Best owner: a service principal made for this import. Its token outlives people who leave, and its rights are only its own.',
        ),
        link('Databricks: personal access tokens', 'https://docs.databricks.com/aws/en/dev-tools/auth/pat'),
      ],
    },
  ],
}
