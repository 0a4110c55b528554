import { ExternalLink } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Autocomplete, Collection, Dialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField } from 'react-aria-components'
import { HELP_PAGES } from '../features/help/help-pages'
import { setupTitle } from '../features/setup/answers'
import { api } from '../shared/api'
import '../shared/ui/dialog.css'
import '../shared/ui/field.css'
import '../shared/ui/select.css'
import './jump.css'
import { type Jump, type JumpGroup, type JumpSources, findJumps, jumps } from './jumps'

const MOST = 60

/** Goes anywhere by a few letters of its name. */
export function JumpDialog({ profileId, onClose }: { profileId: string | undefined; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [read, setRead] = useState<Pick<JumpSources, 'profiles' | 'setups'>>({ profiles: [], setups: [] })
  useEffect(() => {
    let isCurrent = true
    void Promise.all([api.call('profiles.list', {}), api.call('setups.list', {})]).then(([profiles, setups]) => {
      // What can't be read has no place to go to; the screens that show it say why.
      if (isCurrent) setRead({ profiles: profiles.ok ? profiles.value : [], setups: setups.ok ? setups.value.map((view) => ({ id: view.setup.id, title: setupTitle(view) })) : [] })
    })
    return () => {
      isCurrent = false
    }
  }, [])
  const all = useMemo(() => jumps({ ...read, helpPages: HELP_PAGES, profileId }), [read, profileId])
  const { groups, left } = useMemo(() => findJumps(all, typed, MOST), [all, typed])
  return (
    <ModalOverlay className="dialog-overlay jump-overlay" isOpen onOpenChange={(open) => (open ? undefined : onClose())} isDismissable>
      <Modal className="dialog-modal" data-size="m">
        <Dialog className="dialog jump" aria-label="Go to">
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField className="jump-field" aria-label="Go to" autoFocus>
              <Input className="input" placeholder="Screen, connection, setup or help page" />
            </SearchField>
            <Menu className="list-box jump-list" aria-label="Places" items={groups} onAction={onClose} renderEmptyState={() => <p className="jump-none muted">Nothing of that name. Connections, setups, screens and help pages are found by words of their names.</p>}>
              {(group: JumpGroup) => (
                <MenuSection id={group.title}>
                  <Header className="jump-group">{group.title}</Header>
                  <Collection items={group.jumps}>{place}</Collection>
                </MenuSection>
              )}
            </Menu>
          </Autocomplete>
          {left > 0 ? <p className="jump-left small muted" role="status">{left.toLocaleString('en')} more: type more of the name.</p> : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function place({ id, title, note, href }: Jump) {
  const isOutside = href.startsWith('https:')
  return (
    <MenuItem id={id} className="list-item" textValue={[title, note].filter(Boolean).join(', ')} href={href} {...(isOutside ? { target: '_blank', rel: 'noreferrer noopener' } : {})}>
      <span className="truncate">{title}</span>
      {note ? <span className="jump-note small muted truncate">{note}</span> : null}
      {isOutside ? <ExternalLink size={12} aria-label="opens in the browser" /> : null}
    </MenuItem>
  )
}
