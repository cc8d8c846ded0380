/**
 * Places that are taken for a while, as by a file that comes in or a stream that stays open: so many
 * in one process, and not all of them for one network.
 */
export type Place = {
  /** Takes a place unless it has one. False when there is none. */
  take(): boolean
  /** Gives its place back. */
  end(): void
}

type Bounds = {
  /** of all together */
  most: number
  mostOfANetwork: number
  /** whether this machine itself is held to the bound of a network */
  loopback?: boolean
}

export function places({ most, mostOfANetwork, loopback = true }: Bounds) {
  const byNetwork = new Map<string, number>()
  let taken = 0

  function take(network: string): boolean {
    const its = byNetwork.get(network) ?? 0
    const bound = network === 'loopback' && !loopback ? most : mostOfANetwork
    if (taken >= most || its >= bound) return false
    taken++
    byNetwork.set(network, its + 1)
    return true
  }
  function giveBack(network: string): void {
    const left = byNetwork.get(network)! - 1
    taken--
    if (left === 0) byNetwork.delete(network)
    else byNetwork.set(network, left)
  }
  return {
    /** @param network see networkOf */
    for(network: string): Place {
      let has = false
      return {
        take: () => has || (has = take(network)),
        end() {
          if (has) giveBack(network)
          has = false
        },
      }
    },
    taken: () => taken,
  }
}
