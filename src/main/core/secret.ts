import { inspect } from 'node:util'

/**
 * A token on its way through the main process. It prints, serialises and inspects as `[secret]`; only the adapter that
 * sends it and the store that encrypts it call `reveal`.
 */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return '[secret]'
  }
  toJSON(): string {
    return '[secret]'
  }
  [inspect.custom](): string {
    return '[secret]'
  }
}
