/**
 * How many files come in at once. Each is held in memory until it is whole, and its sender says
 * how fast that goes: so the number is bounded, and no network gets all of the places.
 */
const MOST = 16
const MOST_A_NETWORK = 4

export type Upload = {
  /** Takes a place unless it has one. False when there is none. */
  takePlace(): boolean
  /** Gives its place back. */
  end(): void
}

export function uploadPlaces(most = MOST, mostANetwork = MOST_A_NETWORK) {
  const byNetwork = new Map<string, number>()
  let taken = 0

  function take(network: string): boolean {
    const its = byNetwork.get(network) ?? 0
    if (taken >= most || its >= mostANetwork) return false
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
    begin(network: string): Upload {
      let has = false
      return {
        takePlace: () => has || (has = take(network)),
        end() {
          if (has) giveBack(network)
          has = false
        },
      }
    },
  }
}

/** Those of this process. */
export const uploads = uploadPlaces()
