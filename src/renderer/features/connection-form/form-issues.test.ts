import { expect, it } from 'vitest'
import { emptyConnectionForm } from '#shared/connection/connection'
import { readForm, shownIssues } from './form-issues'

const whole = { name: 'Shop', host: 'adb-4242424242424242.2.azuredatabricks.net', port: '443', httpPath: '/sql/1.0/warehouses/0123456789abcdef', catalog: 'retail', schema: 'sales' }

it('names what blocks the test in the order of the form', () => {
  const { blocking } = readForm(emptyConnectionForm(), { tokenPresent: false, takenNames: [] })
  expect(blocking.map(({ words }) => words)).toEqual(['Connection Name', 'Host', 'HTTP Path', 'Personal Access Token', 'Catalog'])
})

it('lets a sound form through, and tells a wrong value from a missing one', () => {
  expect(readForm(whole, { tokenPresent: true, takenNames: ['Other', ''] }).blocking).toEqual([])
  expect(readForm({ ...whole, host: 'accounts.cloud.databricks.com' }, { tokenPresent: true, takenNames: [] }).blocking).toEqual([{ field: 'host', words: 'Host (has an error)' }])
})

it('scolds an empty field only after an attempt', () => {
  const { host } = readForm(emptyConnectionForm(), { tokenPresent: false, takenNames: [] }).byField
  expect(shownIssues(host, false)).toEqual([])
  expect(shownIssues(host, true)).toHaveLength(1)
})
