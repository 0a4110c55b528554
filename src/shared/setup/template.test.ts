import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../../../test/support/any-text'
import { fillJson, fillText, jsonTemplate, showText, tagged, writeText } from './template'

const id = { variable: 'warehouse_id' } as const

describe('templates', () => {
  it('take any text for text, also what looks like a placeholder', () => {
    expect(showText(tagged`a ${'<warehouse_id>'} ${id} {warehouse_id}`)).toBe('a <warehouse_id> <warehouse_id> {warehouse_id}')
    expect(fillText(tagged`a ${'<warehouse_id>'} ${id}`, { warehouse_id: 'x' }, 'path')).toEqual({ ok: true, text: 'a <warehouse_id> x' })
  })

  it('can be filled only when every variable has a value', () => {
    expect(fillText(tagged`/a/${id}`, {}, 'path')).toEqual({ ok: false, missing: 'warehouse_id' })
    expect(fillJson({ list: [id] }, {})).toEqual({ ok: false, missing: 'warehouse_id' })
    expect(fillJson({ list: [id], other: { variable: 'warehouse_id', more: 1 } }, { warehouse_id: 'x' })).toEqual({ ok: true, body: { list: ['x'], other: { variable: 'warehouse_id', more: 1 } } })
  })

  it('keep a value inside its path segment and its backticks', () => {
    expect(fillText(tagged`/a/${id}/b`, { warehouse_id: 'x/../y?z' }, 'path')).toEqual({ ok: true, text: '/a/x%2F..%2Fy%3Fz/b' })
    expect(fillText(tagged`TO \`${id}\``, { warehouse_id: 'a`; DROP' }, 'sql')).toEqual({ ok: true, text: 'TO `a``; DROP`' })
  })

  it('as JSON text are ASCII and mean the same', () => {
    fc.assert(fc.property(anyText, (text) => {
      const json = writeText(jsonTemplate({ [`k${text}`]: [text, 1, true, null, id] }), () => 'value')
      expect(json).toMatch(/^[\x20-\x7e]*$/)
      expect(JSON.parse(json)).toEqual({ [`k${text}`]: [text, 1, true, null, 'value'] })
    }))
  })
})
