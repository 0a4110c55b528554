import type { HelpPage } from './help-page'
import { audit } from './pages/audit'
import { commandLine } from './pages/command-line'
import { differences } from './pages/differences'
import { glossary } from './pages/glossary'
import { keyboard } from './pages/keyboard'
import { sandbox } from './pages/sandbox'
import { setup } from './pages/setup'
import { tokens } from './pages/tokens'
import { whatCleverTapNeeds } from './pages/what-clevertap-needs'
import { whatThisDoes } from './pages/what-this-does'

/** All pages, in reading order. */
export const HELP_PAGES: readonly HelpPage[] = [whatThisDoes, whatCleverTapNeeds, setup, audit, tokens, differences, sandbox, keyboard, commandLine, glossary]
