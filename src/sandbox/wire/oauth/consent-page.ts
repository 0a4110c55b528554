import type { Answer } from '../answer'
import type { Identity } from '../../state/model'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

/** No script and nothing from elsewhere; what it sends goes to this workspace, which sends the browser on to the client. */
const page = (status: number, title: string, body: string): Answer => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  },
  body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}button{font:inherit;display:block;width:100%;text-align:left;margin:.5rem 0;padding:.6rem .8rem;cursor:pointer}small{color:#555}</style></head>
<body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`,
})

const CARRIED = ['client_id', 'redirect_uri', 'response_type', 'state', 'scope', 'code_challenge', 'code_challenge_method']

/** Asks who signs in: the sandbox has no passwords. */
export function consentPage(workspace: string, people: readonly Identity[], query: URLSearchParams): Answer {
  const hidden = CARRIED.flatMap((name) => {
    const value = query.get(name)
    return value === null ? [] : [`<input type="hidden" name="${name}" value="${escaped(value)}">`]
  })
  const choices = people.map((one) => `<button name="user" value="${escaped(one.principal)}">Sign in as ${escaped(one.displayName)} <small>${escaped(one.principal)}</small></button>`)
  return page(200, `Sandbox workspace: ${workspace}`, `<p>This is a sandbox, not Databricks. The program <b>${escaped(query.get('client_id') ?? '')}</b> on this computer asks to sign in. Who are you?</p>
<form method="post" action="/oidc/v1/authorize">${hidden.join('')}${choices.join('\n')}<button name="cancel" value="1">Cancel</button></form>`)
}

export const refusalPage = (problem: string): Answer => page(400, 'Sandbox workspace: sign-in refused', `<p>${escaped(problem)}</p>`)
