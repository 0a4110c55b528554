import type { PrepareConnection, PreparedConnection, SignIn } from '../../core/ports/workspace'
import { proxyFor, VerifyingAgent } from './proxy'
import { trust } from './trust'

/** The session's own line, and two for statements that run beside it. */
const READY_SOCKETS = 3

/** The connections of one session: an agent, and the switch that ends everything that goes through it. */
export interface SessionLine {
  agent: VerifyingAgent
  life: AbortController
  end: () => void
}

/** @throws SignalError when the certificate authority file can't be used. */
export function openLine(signIn: SignIn): SessionLine {
  // Outlives the call that opens it: the session's later requests end by it too.
  const life = new AbortController()
  const agent = new VerifyingAgent(trust(signIn.caFile), proxyFor(signIn.host, signIn.port), life.signal)
  return {
    agent,
    life,
    end: () => {
      life.abort()
      agent.destroy()
    },
  }
}

class Prepared implements PreparedConnection {
  #line: SessionLine | undefined

  constructor(signIn: SignIn) {
    try {
      this.#line = openLine(signIn)
      this.#line.agent.connectAhead(signIn.host, signIn.port, READY_SOCKETS)
    } catch {
      // An unusable authority file: opening the session meets it again and tells it.
    }
  }

  take(): SessionLine | undefined {
    const line = this.#line
    this.#line = undefined
    return line
  }

  drop(): void {
    this.take()?.end()
  }
}

export const prepareConnection: PrepareConnection = (signIn) => new Prepared(signIn)

/** The prepared line, once; else a new one. */
export const lineOf = (prepared: PreparedConnection | undefined, signIn: SignIn): SessionLine =>
  (prepared instanceof Prepared ? prepared.take() : undefined) ?? openLine(signIn)
