/** Sends one request as the admin. */
export type Send = (method: string, path: string, body?: string) => Promise<{ status: number; text: string; json: unknown }>

/** Follows a script as a careful reader would: runs its statements, sends its requests, keeps the ids it says to keep. */
export async function followScript(script: string, send: Send, values: Record<string, string> = {}): Promise<Record<string, string>> {
  const filled = (text: string) => Object.entries(values).reduce((one, [name, value]) => one.replaceAll(`<${name}>`, value), text)
  const patiently = async (work: () => Promise<string | undefined>) => {
    for (let tries = 0; ; tries++) {
      const trouble = await work()
      if (trouble === undefined) return
      // As the script says of a new service principal, and of a warehouse that is starting.
      if (tries > 100 || !/principal|starting/i.test(trouble)) throw new Error(trouble)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  for (const block of script.split('\n\n')) {
    const lines = block.split('\n')
    const at = lines.findIndex((line) => /^-- {6}(GET|POST|PUT|PATCH|DELETE) \/api/.test(line))
    if (at >= 0) {
      const [, method = '', path = ''] = /^-- {6}(\w+) (\S+)$/.exec(lines[at] ?? '') ?? []
      const body = /^-- {6}(\{.*\})$/.exec(lines[at + 1] ?? '')?.[1]
      await patiently(async () => {
        const answer = await send(method, filled(path), body === undefined ? undefined : filled(body))
        if (answer.status >= 300) return `${method} ${path}: ${answer.status} ${answer.text}`
        for (const line of lines) {
          const [, where, name] = /^-- {6}Keep (\S+) of the answer: (\w+),/.exec(line) ?? []
          if (where !== undefined && name !== undefined) values[name] = String(where.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], answer.json))
        }
        return undefined
      })
      if (path.endsWith('/start')) {
        await patiently(async () => ((await send('GET', filled(path).replace(/\/start$/, ''))).json as { state: string }).state === 'RUNNING' ? undefined : 'it is starting')
      }
    }
    for (const statement of lines.filter((line) => !line.startsWith('--') && line !== '')) {
      await patiently(async () => {
        const body = { warehouse_id: values.warehouse_id, statement: filled(statement).replace(/;$/, '') }
        const { json } = await send('POST', '/api/2.0/sql/statements', JSON.stringify(body))
        const { status } = json as { status?: { state: string; error?: { message: string } } }
        return status?.state === 'SUCCEEDED' ? undefined : `${statement}: ${status?.error?.message ?? JSON.stringify(json)}`
      })
    }
  }
  return values
}
