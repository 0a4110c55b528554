import { type HelpPage, table, text } from '../help-page'

export const keyboard: HelpPage = {
  id: 'keyboard',
  title: 'Keyboard',
  lead: 'Everything can be done without a mouse.',
  sections: [
    {
      title: 'Everywhere',
      blocks: [
        table(
          ['Key', 'Does'],
          ['Tab, Shift+Tab', 'Next, previous control. The focused one has a visible ring.'],
          ['Enter, Space', 'Presses a button, opens a stage, ticks a box.'],
          ['Arrow keys', 'Move inside lists, tabs, menus and choices.'],
          ['Esc', 'Closes a dialog, a menu or a list.'],
          ['Home, End', 'First, last entry of a list.'],
        ),
      ],
    },
    {
      title: 'Shortcuts',
      blocks: [
        table(
          ['Key', 'Does'],
          ['Ctrl+K', 'Go to: a screen, a connection, a setup, a help page, or a page of the workspace in the browser, by a few letters of its name.'],
          ['Ctrl+Shift+F', 'Puts the cursor into the search or filter of the screen, or of the open dialog.'],
          ['Ctrl+/', 'Opens this page.'],
        ),
        text('On a Mac it is ⌘ in place of Ctrl.'),
      ],
    },
    {
      title: 'In lists',
      blocks: [
        table(
          ['Key', 'Does'],
          ['Arrow down, in a filter', 'Goes to the first row.'],
          ['Enter on a row', 'Takes it or opens it.'],
          ['Space on a row', 'Ticks it.'],
          ['Enter on a heading', 'Sorts by this column; again, the other way round.'],
          ['Left, Right on the edge of the script', 'Makes the script of a new setup wider or narrower. Enter gives it its own width back.'],
        ),
        text('Progress of a test is told to screen readers as each stage ends, without taking the focus away.'),
      ],
    },
  ],
}
