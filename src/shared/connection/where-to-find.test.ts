import { describe, expect, it } from 'vitest'
import { type FindTopic, whereToFind } from './where-to-find'

const AZURE = 'adb-984752964297111.11.azuredatabricks.net'
const AWS = 'dbc-a1b2c3d4-e5f6.cloud.databricks.com'
const TOPICS: FindTopic[] = ['host-and-path', 'token', 'catalog', 'schema']
const linksOf = (topic: FindTopic, context = {}) => whereToFind(topic, context).routes.flatMap((route) => route.steps.flatMap((step) => step.link?.href ?? []))

describe('where do I find it', () => {
  it.each(TOPICS)('answers for %s without a link while the host is unknown', (topic) => {
    expect(linksOf(topic)).toEqual([])
    expect(linksOf(topic, { host: 'databricks.acme.example' })).toEqual([])
    expect(whereToFind(topic).routes[0]?.steps.length).toBeGreaterThan(2)
  })

  it.each(TOPICS)('links %s into the workspace, over https, once the host is known', (topic) => {
    const links = linksOf(topic, { host: `https://${AZURE}/?o=1` })
    expect(links.length).toBeGreaterThan(0)
    for (const href of links) expect(href.startsWith(`https://${AZURE}/`)).toBe(true)
  })

  it('leads to the very warehouse, catalog and schema that are known', () => {
    expect(linksOf('host-and-path', { host: AWS, httpPath: '/sql/1.0/warehouses/0123456789abcdef' })).toContain(`https://${AWS}/sql/warehouses/0123456789abcdef/connectionDetails`)
    expect(linksOf('schema', { host: AWS, catalog: 'my cat', schema: 's' })).toContain(`https://${AWS}/explore/data/my%20cat/s`)
  })

  it('keeps the workspace in the address of a host that serves several', () => {
    expect(linksOf('catalog', { host: 'acme.cloud.databricks.com', httpPath: '/sql/1.0/warehouses/0123456789abcdef?o=42' })[0]).toBe('https://acme.cloud.databricks.com/explore/data?o=42')
  })

  it('branches for the token: a person, or a service principal by cloud', () => {
    const routes = (host?: string) => whereToFind('token', { host }).routes.map((route) => route.id)
    expect(routes(AWS)).toEqual(['person', 'service-principal', 'lost'])
    expect(routes(AZURE)).toEqual(['person', 'service-principal-azure', 'lost'])
    expect(routes()).toEqual(['person', 'service-principal', 'service-principal-azure', 'lost'])
  })

  it('says that a lost token is replaced, never retrieved', () => {
    const lost = whereToFind('token').routes.find((route) => route.id === 'lost')
    expect(lost?.steps[0]?.text).toMatch(/can't be shown again.*Make a new one/)
  })
})
