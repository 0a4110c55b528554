import { loadService, loadThrift } from '../driver-modules'

/** The methods a handler has: each takes the decoded request and answers the decoded response. */
export type ThriftHandler = Record<string, (request: never) => Promise<unknown>>

interface Processor {
  process(input: unknown, output: unknown): void
}
interface BufferedTransport {
  inBuf: Buffer
  writeCursor: number
}
// The driver's own generated code and its `thrift`, both without useful types for a server.
const { TBufferedTransport, TBinaryProtocol } = loadThrift() as unknown as {
  TBufferedTransport: new (buffer?: undefined, onFlush?: (message: Buffer) => void) => BufferedTransport
  TBinaryProtocol: new (transport: BufferedTransport) => unknown
}
const ServiceProcessor = (loadService() as { Processor: new (handler: ThriftHandler) => Processor }).Processor

/** Answers one Thrift message of the binary protocol. Rejects when the bytes are no such message. */
export function answerMessage(handler: ThriftHandler, message: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const input = new TBufferedTransport()
    input.inBuf = Buffer.from(message)
    input.writeCursor = message.length
    const output = new TBufferedTransport(undefined, resolve)
    try {
      new ServiceProcessor(handler).process(new TBinaryProtocol(input), new TBinaryProtocol(output))
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)))
    }
  })
}
