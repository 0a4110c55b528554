import { type ChildProcess, spawn } from 'node:child_process'
import { type Socket, connect } from 'node:net'

const LISTENER = "require('node:net').createServer().listen({ host: '127.0.0.1', port: 0, backlog: 1 }, function () { process.stdout.write(String(this.address().port)) })"
const MORE_THAN_THE_QUEUE = 8

/** A port that drops every connection, as a firewall does: its process is stopped and its queue is full. */
export async function startSilentPort(): Promise<{ port: number; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((found, fail) => {
    child.stdout?.once('data', (chunk: Buffer) => found(Number(chunk.toString())))
    child.once('exit', (code) => fail(new Error(`the listener ended with ${code}`)))
  })
  child.kill('SIGSTOP')
  const waiting: Socket[] = []
  for (let count = 0; count < MORE_THAN_THE_QUEUE; count++) waiting.push(connect(port, '127.0.0.1').on('error', () => undefined))
  // The queue is full once a connection got through to it: the others were sent before anyone else's.
  await new Promise((through) => waiting[0]?.once('connect', through))
  return {
    port,
    stop: async () => {
      for (const socket of waiting) socket.destroy()
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGKILL')
      await ended
    },
  }
}
