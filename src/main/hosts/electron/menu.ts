import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'

/** Roles bring the keys of copy, paste and zoom; without a menu macOS has none of them. */
export function installMenu(withDeveloperTools: boolean): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : [{ label: '&File', submenu: [{ role: 'quit' } as const] }]),
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' },
        ...(withDeveloperTools ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** Right click on text and fields: copy, paste and the like, nothing of a browser. */
export function installContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    if (!isEditable && selectionText === '') return
    Menu.buildFromTemplate([
      ...(isEditable ? ([{ role: 'cut', enabled: editFlags.canCut }] as const) : []),
      { role: 'copy', enabled: editFlags.canCopy },
      ...(isEditable ? ([{ role: 'paste', enabled: editFlags.canPaste }] as const) : []),
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ]).popup({ window })
  })
}
