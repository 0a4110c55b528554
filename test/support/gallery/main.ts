import { Settings } from '../../../src/shared/settings/settings'
import { createFakeBridge } from '../fake-bridge'
import { SCENES } from './scenes'

// `?scene=list&theme=dark#/`: the real screens over a fake application. Not shipped.
const query = new URLSearchParams(window.location.search)
const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
window.assistant = createFakeBridge({ ...SCENES[query.get('scene') ?? 'first'], settings: Settings.parse({ theme }) })
void import('../../../src/renderer/main')
