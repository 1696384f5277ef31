export interface Outcome { done: number; failed: { id: string; message: string }[] }

/** Does the same to many, a few at a time; one that fails does not stop the rest. */
export async function inTurn(ids: string[], work: (id: string) => Promise<unknown>, onStep: (done: number) => void = () => {}, atOnce = 4): Promise<Outcome> {
  const outcome: Outcome = { done: 0, failed: [] }
  const waiting = [...ids]
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await work(id)
        outcome.done++
      } catch (error) {
        outcome.failed.push({ id, message: (error as Error).message })
      }
      onStep(outcome.done + outcome.failed.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, ids.length) }, worker))
  return outcome
}
