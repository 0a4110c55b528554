import { expect, it } from 'vitest'
import { emptyOptions, parseDeadlines, toTestOptions } from './test-options'

it('keeps only the deadlines that differ from the defaults, and names the bad ones', () => {
  expect(parseDeadlines({ dns: '5', tcp: '7', tls: 'soon', read: '' })).toEqual({ deadlines: { tcp: 7000 }, issues: { tls: 'Enter a number of seconds, like 30 or 2.5.' } })
})

it('never asks to start the warehouse unless the box is ticked', () => {
  expect(toTestOptions(emptyOptions(), { deadlines: { dns: 9000 } }, ['orders'])).toEqual({ startWarehouse: false, tables: ['orders'], deadlines: { dns: 9000 } })
})

it('gives no options while a deadline cannot be read', () => {
  expect(toTestOptions({ ...emptyOptions(), seconds: { dns: 'x' } }, undefined, [])).toBeUndefined()
})
