import { z } from 'zod'

/** Which revokes of a fix are wanted, unit by unit: all but these, or none but these. Opt-in, so it begins with none. */
export const RevokeChoice = z.object({
  all: z.boolean(),
  /** Ids of units. */
  except: z.array(z.string().max(2000)).max(100_000),
})
export type RevokeChoice = z.infer<typeof RevokeChoice>

export const NO_REVOKE: RevokeChoice = { all: false, except: [] }
export const EVERY_REVOKE: RevokeChoice = { all: true, except: [] }

/** Answers for unit after unit whether it is chosen. */
export function chooser({ all, except }: RevokeChoice): (unitId: string) => boolean {
  const others = new Set(except)
  return (unitId) => all !== others.has(unitId)
}

export const withUnit = ({ all, except }: RevokeChoice, unitId: string, isChosen: boolean): RevokeChoice => ({
  all, except: [...except.filter((one) => one !== unitId), ...(isChosen === all ? [] : [unitId])],
})

/** Whether whatever the narrower chooses is chosen by the wider too, whichever units there are. */
export function covers(wider: RevokeChoice, narrower: RevokeChoice): boolean {
  const isWide = chooser(wider)
  if (!narrower.all) return narrower.except.every(isWide)
  const left = new Set(narrower.except)
  return wider.all && wider.except.every((unitId) => left.has(unitId))
}

export const choiceKey = ({ all, except }: RevokeChoice): string => JSON.stringify([all, [...except].sort()])
