/** Works through a list, three at a time: a browser does that hardly slower than one. */
export async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  const waiting = [...items]
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all([lane(), lane(), lane()])
}
