import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerReader } from '../bench/load/answers.ts'

const answers = [
  {
    status: 200,
    bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 12\r\nETag: "x"\r\n\r\n\r\n\r\nHTTP/1.1',
  },
  { status: 304, bytes: 'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n' },
  { status: 303, bytes: 'HTTP/1.1 303 See Other\r\ncontent-length: 0\r\n\r\n' },
  {
    status: 503,
    bytes: 'HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbusy\r\n0\r\n\r\n',
  },
]

describe('What reads the answers of the bench', () => {
  test('tells each once, in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ which: fc.nat(3), size: fc.integer({ min: 1, max: 90 }) })),
        (sent) => {
          const seen: number[] = []
          const read = answerReader((status) => seen.push(status))
          for (const [i, { which, size }] of sent.entries()) {
            const bytes = Buffer.from(answers[which]!.bytes)
            for (let at = 0; at < bytes.length; at += size) {
              expect(seen).toHaveLength(i)
              read(bytes.subarray(at, at + size))
            }
          }
          expect(seen).toEqual(sent.map(({ which }) => answers[which]!.status))
        },
      ),
    )
  })
})
