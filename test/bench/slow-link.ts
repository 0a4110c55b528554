import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP link to a local server that delivers what a client sends `delayMs` later, as a round trip that much longer would. */
export async function slowLink(port: number, delayMs: number): Promise<{ port: number; close: () => Promise<void> }> {
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      open.add(socket)
      socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    }
    client.on('data', (chunk) => void setTimeout(() => upstream.writable && upstream.write(chunk), delayMs))
    client.on('end', () => void setTimeout(() => upstream.end(), delayMs))
    client.on('close', () => void setTimeout(() => upstream.destroy(), delayMs))
    upstream.pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
