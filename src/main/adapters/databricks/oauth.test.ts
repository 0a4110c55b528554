import { expect, it } from 'vitest'
import { oauth } from './oauth'

const PLACE = { host: 'dbc-a1b2c3d4-e5f6.cloud.databricks.com', port: 443 }
const begun = async () => {
  const answer = await oauth.begin(PLACE)
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value
}
const redirectOf = (url: string): string => new URL(url).searchParams.get('redirect_uri') ?? ''

it('waits on a free port of this computer, with a question of its own each time', async () => {
  const [one, other] = [await begun(), await begun()]
  try {
    expect(new URL(one.url).origin).toBe(`https://${PLACE.host}`)
    expect(redirectOf(one.url)).toMatch(/^http:\/\/localhost:80\d\d$/)
    expect(redirectOf(other.url)).not.toBe(redirectOf(one.url))
    const query = (url: string) => new URL(url).searchParams
    expect(query(one.url).get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'code_challenge']) expect(query(other.url).get(name)).not.toBe(query(one.url).get(name))
  } finally {
    one.close()
    other.close()
  }
})

it('ends waiting at its deadline, and lets the port go', async () => {
  const one = await begun()
  const answer = await one.finish({ signal: new AbortController().signal, timeoutMs: 30 })
  expect(answer).toMatchObject({ ok: false, failure: { errorCode: 'DEADLINE' } })
  await expect(fetch(redirectOf(one.url).replace('localhost', '127.0.0.1'))).rejects.toThrow()
})
