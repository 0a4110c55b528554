import { type HelpPage, sql, table, text } from '../help-page'

export const whatCleverTapNeeds: HelpPage = {
  id: 'what-clevertap-needs',
  title: 'What CleverTap needs, and why',
  lead: 'Three grants, one warehouse permission and one entitlement; nothing more.',
  sections: [
    {
      title: 'Least privilege',
      blocks: [
        table(
          ['Right', 'On', 'Why'],
          ['USE CATALOG', 'the catalog', 'Without it nothing inside the catalog can be reached, whatever else is granted.'],
          ['USE SCHEMA', 'the schema', 'The same, one level down. USE CATALOG does not include it.'],
          ['SELECT', 'the schema, or single tables', 'Reads rows. On the schema it also covers tables and views made later.'],
          ['CAN USE', 'the SQL warehouse', 'Runs queries and wakes the warehouse. It is set in the Permissions dialog or by REST, not by SQL.'],
          ['Databricks SQL access', 'the identity', 'An entitlement. Without it the warehouse refuses a sign-in that is otherwise right.'],
        ),
        sql(
          [
            'GRANT USE CATALOG ON CATALOG `retail` TO `00000000-0000-0000-0000-000000000000`;',
            'GRANT USE SCHEMA, SELECT ON SCHEMA `retail`.`sales` TO `00000000-0000-0000-0000-000000000000`;',
          ].join('\n'),
        ),
        text('The name after TO is a user’s e-mail address, a service principal’s application id or an account group, in backticks. A display name is not found; a group that exists only in one workspace can’t hold these grants.'),
      ],
    },
    {
      title: 'What else can stand in the way',
      blocks: [
        table(
          ['Thing', 'Who can change it'],
          ['An IP access list that does not hold CleverTap’s addresses', 'workspace admin'],
          ['A catalog that is bound to other workspaces', 'catalog owner or metastore admin'],
          ['A row filter or column mask that hides data from this identity', 'table owner'],
          ['A policy that refuses access in spite of grants', 'whoever owns the policy; `SHOW EFFECTIVE POLICIES` lists it'],
          ['A workspace reached only by Private Link', 'network team'],
        ),
      ],
    },
    {
      title: 'What to leave out',
      blocks: [text('ALL PRIVILEGES, MODIFY, CREATE, MANAGE and ownership let the importer change or give away data. The import needs none of them.')],
    },
  ],
}
