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
        text('Progress of a test is told to screen readers as each stage ends, without taking the focus away.'),
      ],
    },
  ],
}
