import { type HelpPage, list, table, text } from '../help-page'

export const audit: HelpPage = {
  id: 'audit',
  title: 'Permissions audit',
  lead: 'What an identity can do against what the import needs. It reads only; a fix is shown first and runs when you say so.',
  sections: [
    {
      title: 'Who asks decides what is seen',
      blocks: [
        table(
          ['Sign-in', 'Sees'],
          ['CleverTap’s own token', 'Its own grants, groups and token, and what it can use. Other grants stay hidden, so the verdict can be “not proven”.'],
          ['An owner of the catalog, or a metastore admin', 'Every grant on the catalog and what is in it.'],
          ['A workspace admin', 'Groups, tokens and warehouse permissions of the workspace too.'],
        ),
        text('What the sign-in could not see is listed under “Could not check” with the right that would show it. It is never shown as fine.'),
      ],
    },
    {
      title: 'The lists',
      blocks: [
        table(
          ['List', 'Means'],
          ['Missing', 'The import needs it, and it is not there.'],
          ['Needed and there', 'With the path that proves it: identity, group, grant, parent, object.'],
          ['Too much', 'The identity’s own, beyond what the import needs. Owning something and MANAGE count: their holder can grant itself everything.'],
          ['Shared with everybody', 'Through `account users` or `users`. It is counted apart: a verdict of least privilege speaks of the identity’s own access.'],
          ['Warnings and information', 'No privilege, but worth mending: tokens, warehouses, row filters, network.'],
        ),
      ],
    },
    {
      title: 'The fix',
      blocks: [
        list(
          'It takes an admin’s sign-in. CleverTap’s own token may look, and can’t grant.',
          'GRANTs only add, and so does CAN USE on the warehouse, which is no SQL. REVOKEs are apart: tick the objects on which they should run. Scripts, what-if and rollback follow what is ticked.',
          'A REVOKE is written only for a grant made to the identity itself. What comes through a group is a decision for people; everyone it affects is named.',
          'Revoking ALL PRIVILEGES may take single grants too, so what the import needs is granted again right after it. Stopped between the two, the next run grants first.',
          'Where the warehouse does not run, or the admin may not use it, Unity Catalog is read and changed by REST instead. How many requests that takes is said before the first of them, and the fix says how it goes before it runs.',
          'A rollback script is written before anything runs, and each step is read back.',
        ),
      ],
    },
    {
      title: 'Kept audits',
      blocks: [text('The newest twenty of each connection stay on this computer, without tokens and without anybody else’s grants. Two of them compared say what changed: tables that can’t be read, grants gained or lost, owners, findings.')],
    },
  ],
}
