/**
 * Reads HTTP/1.1 answers off a connection on which one request is under way at a time. It looks at
 * no more than it must, so that making load costs a fraction of bearing it.
 */
const END_OF_HEAD = Buffer.from('\r\n\r\n')
const END_OF_CHUNKS = '0\r\n\r\n'

/** @param onAnswer called with the status once the last byte is here */
export function answerReader(onAnswer: (status: number) => void): (chunk: Buffer) => void {
  let status = 0
  /** bytes of the body to come; undefined while a head is read; Infinity: until the last chunk */
  let left: number | undefined
  let kept: Buffer | undefined

  function readHead(bytes: Buffer): Buffer | undefined {
    const end = bytes.indexOf(END_OF_HEAD)
    if (end === -1) {
      kept = bytes
      return undefined
    }
    const head = bytes.toString('latin1', 0, end)
    status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    left = /\r\ntransfer-encoding: *chunked/i.test(head) ? Infinity : Number(length ?? 0)
    return bytes.subarray(end + END_OF_HEAD.length)
  }
  function readBody(bytes: Buffer): void {
    if (left === Infinity) {
      const tail = Buffer.concat([kept ?? Buffer.alloc(0), bytes]).subarray(-END_OF_CHUNKS.length)
      kept = tail
      if (tail.toString('latin1') !== END_OF_CHUNKS) return
    } else {
      left! -= bytes.length
      if (left! > 0) return
    }
    kept = left = undefined
    onAnswer(status)
  }
  return (chunk) => {
    if (left !== undefined) return readBody(chunk)
    const bytes = kept ? Buffer.concat([kept, chunk]) : chunk
    kept = undefined
    const rest = readHead(bytes)
    if (rest) readBody(rest)
  }
}
