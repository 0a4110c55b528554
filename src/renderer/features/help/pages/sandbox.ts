import { type HelpPage, list, text } from '../help-page'

export const sandbox: HelpPage = {
  id: 'sandbox',
  title: 'The sandbox workspace',
  lead: 'A small workspace on this computer that speaks Databricks’ protocols, to try everything without an account.',
  sections: [
    {
      title: 'What it is',
      blocks: [
        list(
          'It listens on this computer only, over TLS, and the assistant reaches it through the same driver as a real workspace.',
          'It enforces grants, warehouse permissions, token scopes and entitlements, with the codes and texts of Databricks.',
          'Queries are really executed, on sample tables of a retail shop.',
          'Everything that belongs to it carries the badge “sandbox”. Its tokens work nowhere else.',
        ),
      ],
    },
    {
      title: 'What to try',
      blocks: [
        list(
          'The identity that is set up right: the test ends in “Ready for CleverTap”.',
          'One without SELECT, one without USE SCHEMA: see the failing stage, its cause and the statement that mends it.',
          'One with far too much: the permissions show it.',
          'An expired token, and one without scopes: the sign-in stage tells them apart.',
          'A stopped warehouse: the test asks before it starts it.',
        ),
        text('Start it from Connections (“Try it with the sandbox workspace”), or from a terminal; see Command line.'),
      ],
    },
  ],
}
