/**
 * Spark's LIKE of SHOW statements is a regular expression in which `*` means any text: so `.` is any one character (the JDBC driver
 * writes `customer.data` for JDBC's `customer_data`), `|` separates alternatives, case does not matter. Undefined lets all through.
 */
export function matchesPattern(pattern: string | undefined): (text: string) => boolean {
  if (pattern === undefined) return () => true
  const alternatives = pattern.trim().split('|').map((part) => part.trim().replace(/[+?^${}()[\]\\]/g, '\\$&').replaceAll('*', '.*'))
  const whole = new RegExp(`^(?:${alternatives.join('|')})$`, 'isu')
  return (text) => whole.test(text)
}

/** The LIKE of the drivers' forms takes SQL's `%` too. */
export const matchesDriverPattern = (pattern: string | undefined): ((text: string) => boolean) => matchesPattern(pattern?.replaceAll('%', '*'))
