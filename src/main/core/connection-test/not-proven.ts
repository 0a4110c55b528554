import type { ConnectionDetails } from '#shared/connection/connection'
import type { TestReport } from '#shared/connection-test/report'

/** What even a green report leaves open, in full sentences. */
export function notProvenSentences(computer: string, details: ConnectionDetails | undefined, tables: TestReport['tables']): string[] {
  const passed = tables.reads.filter(({ state }) => state === 'passed').length
  return [
    `The test ran from this computer (${computer}), not from CleverTap's addresses: an IP access list, Private Link or a firewall may still keep CleverTap out.`,
    'It proves access at the time of the test: grants, tokens and warehouses can change later.',
    ...(passed > 0 ? ['One row of each tested table was read: large results take other paths (cloud storage) that were not tried.'] : []),
    ...(tables.visible > passed ? [`${passed} of ${tables.visible} visible tables were read; the others were not tried.`] : []),
    ...(details && details.schema === undefined ? ['No schema is set, so it is not known which rights are more than needed.'] : []),
    'It does not look for rights that the identity should not have.',
  ]
}
