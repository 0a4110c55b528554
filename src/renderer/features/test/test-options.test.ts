import { describe, expect, it } from 'vitest'
import { emptyOptions, parseDeadlines, parseTables, toTestOptions } from './test-options'

it('keeps only the deadlines that differ from the defaults, and names the bad ones', () => {
  expect(parseDeadlines({ dns: '5', tcp: '7', tls: 'soon', read: '' })).toEqual({ deadlines: { tcp: 7000 }, issues: { tls: 'Enter a number of seconds, like 30 or 2.5.' } })
})

describe('parseTables', () => {
  it('takes lines and commas, drops backticks, blanks and repeats', () => {
    expect(parseTables('orders\n `order items`, orders;\n', 'sales')).toEqual(['orders', 'order items'])
  })
  it('cuts a full name to its last part when the schema is set, else to schema and table', () => {
    expect(parseTables('`retail`.`sales`.`odd``name`', 'sales')).toEqual(['odd`name'])
    expect(parseTables('retail.sales.orders', undefined)).toEqual(['sales.orders'])
  })
})

it('never asks to start the warehouse unless the box is ticked', () => {
  expect(toTestOptions(emptyOptions(['orders']), { deadlines: { dns: 9000 } }, 'sales')).toEqual({ startWarehouse: false, tables: ['orders'], deadlines: { dns: 9000 } })
})

it('gives no options while a deadline cannot be read', () => {
  expect(toTestOptions({ ...emptyOptions(), seconds: { dns: 'x' } }, undefined, undefined)).toBeUndefined()
})
