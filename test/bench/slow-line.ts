import net from 'node:net'
import { Transform } from 'node:stream'

/** A line to `port` on this computer on which every byte is `oneWayMs` late in each direction: what a workspace some countries away is like. */
export async function slowLine(port: number, oneWayMs: number): Promise<{ port: number; close(): void }> {
  const late = () =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        // Not `done` after the delay: bytes behind it are under way at the same time.
        setTimeout(() => this.push(chunk), oneWayMs)
        done()
      },
      flush(done) {
        // The same delay: timers of one length end in the order in which they began.
        setTimeout(done, oneWayMs)
      },
    })
  const sockets = new Set<net.Socket>()
  const server = net.createServer((near) => {
    // The handshake of TCP itself costs a round trip too.
    near.pause()
    setTimeout(() => {
      const far = net.connect(port, '127.0.0.1')
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.setNoDelay(true)
        socket.on('error', () => [near, far].forEach((one) => one.destroy()))
        socket.on('close', () => sockets.delete(socket))
      }
      near.pipe(late()).pipe(far)
      far.pipe(late()).pipe(near)
    }, oneWayMs * 2)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as net.AddressInfo).port,
    close: () => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    },
  }
}
