import { type HelpPage, list, table, text } from '../help-page'

export const setup: HelpPage = {
  id: 'new-setup',
  title: 'New setup',
  lead: 'From an empty workspace to a tested connection, each change shown before it is made.',
  sections: [
    {
      title: 'It looks first',
      blocks: [
        text('Once you are signed in, the workspace is read. What is there already is used and not made again; every step says what is there, what is wanted, and what differs. “Look again” reads it anew, for instance after a colleague made a change.'),
        text('In script mode there is no sign-in. You say for each object whether it exists, and get the scripts only.'),
      ],
    },
    {
      title: 'Ways to make the changes',
      blocks: [
        table(
          ['Way', 'When'],
          ['Run from here', 'You have the rights. One confirmation for what was reviewed, then one change after the other, each read back.'],
          ['Copy as SQL', 'For the SQL editor. What SQL can’t say (warehouse, identity, token) stands at its place as a request or as steps by hand.'],
          ['Copy as Databricks CLI', 'For bash or PowerShell. Ids born on the way are variables.'],
          ['Copy as Terraform', 'Only resources that leave other people’s rights alone. A token is made by hand: its value would lie in the state.'],
          ['Message', 'For whoever has the right you lack, with only their lines. The review names them where Databricks says who it is.'],
        ),
      ],
    },
    {
      title: 'While it runs',
      blocks: [
        list(
          'SQL runs on a warehouse that you may use. Where there is none, Unity Catalog is changed by REST, which needs no compute. Views need a warehouse.',
          'A rollback script is written before the first change.',
          'It stops at the first failure, with its diagnosis. What was done stays done; run it again to go on from there.',
          'Cancelled, closed or crashed: the setup is kept, and the next run finds what the last one made. Nothing is made twice.',
          'A token is shown once. One whose value was lost on the way is revoked, after asking, and made anew.',
        ),
      ],
    },
    {
      title: 'Afterwards',
      blocks: [text('The last step tests the connection as CleverTap, with the new token, and leads to the export. A finished setup that is run again changes nothing.')],
    },
  ],
}
