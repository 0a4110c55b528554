import { expect, it } from 'vitest'
import { isAllowedLink } from './external-links'

it.each([
  'https://docs.databricks.com/aws/en/sql/',
  'https://learn.microsoft.com/en-us/azure/databricks/',
  'https://docs.clevertap.com/docs/databricks',
  'https://eu1.dashboard.clevertap.com/x',
  'https://dbc-12345678-abcd.cloud.databricks.com/sql/warehouses?o=1',
  'https://adb-1234567890123456.7.azuredatabricks.net/',
  'https://1234567890123456.7.gcp.databricks.com/',
  'https://adb-1.2.databricks.azure.cn/',
])('opens %s', (link) => expect(isAllowedLink(link)).toBe(true))

it.each([
  'http://docs.databricks.com/',
  'https://docs.databricks.com:8443/',
  'https://user:pass@docs.databricks.com/',
  'https://docs.databricks.com.evil.example/',
  'https://evildocs.databricks.com.example/',
  'https://evilcloud.databricks.com/',
  'https://evil.example/?x=https://docs.databricks.com',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'assistant://app/',
  'ms-settings:',
  'not a link',
  '',
])('keeps %s closed', (link) => expect(isAllowedLink(link)).toBe(false))
