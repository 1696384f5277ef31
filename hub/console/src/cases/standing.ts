import type { CaseDetail, CaseLogEntry, LocalText } from '../api/types'

/** Something that is to be known of a case besides its state. */
export interface Note {
  key: 'request' | 'returnAsked' | 'supervised' | 'hungUp' | 'verified' | 'checked' | 'task' | 'handler' | 'assisting' | 'ruled' | 'returned' | 'refused' | 'delayed' | 'reopened' | 'repeated'
    | 'merged' | 'satisfaction' | 'exempted'
  tone: 'red' | 'yellow' | 'green' | 'accent' | ''
  /** Who said so, and why. */
  by?: CaseLogEntry
  value?: string
  names?: LocalText[]
  name?: LocalText
  n?: number
  at?: number
}

/** The action that opens each request. */
const asking: Record<string, string> = { delay: 'request_delay', hang_up: 'request_hang_up', void: 'request_void', appeal: 'appeal', supported_appeal: 'appeal' }

const good = new Set(['pass', 'exists', 'very_satisfied', 'satisfied'])
const toneOf = (value: string): Note['tone'] => good.has(value) ? 'green' : value === 'unable' ? '' : 'red'

/** What stands over a case, the most pressing first: what is asked or demanded, who has it, what was found and counted. */
export function notesOf(one: CaseDetail): Note[] {
  const last = (...actions: string[]) => one.log.findLast(entry => actions.includes(entry.action.key))
  const { standing } = one
  /** Whoever decides next reads why the last department gave it back. */
  const undecided = ['pending_dispatch', 'disputed'].includes(one.state.key)
  const note = (holds: unknown, rest: Note): Note[] => holds ? [rest] : []
  return [
    ...note(one.supervised, { key: 'supervised', tone: 'red', by: last('supervise') }),
    ...note(one.state.key === 'return_requested', { key: 'returnAsked', tone: 'yellow', by: last('request_return') }),
    ...note(one.request, { key: 'request', tone: 'yellow', name: one.request?.name, by: last(asking[one.request?.key ?? ''] ?? '') }),
    ...note(one.state.key === 'hung_up', { key: 'hungUp', tone: 'yellow', at: standing.resumeAt ?? undefined, by: last('request_hang_up') }),
    ...note(standing.duplicateOf, { key: 'merged', tone: 'accent', value: standing.duplicateOf ?? undefined }),
    ...note(standing.ruled && one.open, { key: 'ruled', tone: 'accent', by: last('rule') }),
    ...note(standing.assisting.length && one.open, { key: 'assisting', tone: 'accent', names: standing.assisting.map(each => each.name) }),
    ...note(standing.taskCollector, { key: 'task', tone: '', name: standing.taskCollector?.name }),
    ...note(standing.handler && one.open, { key: 'handler', tone: '', name: standing.handler?.name }),
    ...note(standing.verified && one.state.key === 'reported', { key: 'verified', tone: toneOf(standing.verified ?? ''), value: standing.verified ?? undefined, by: last('answer_verify') }),
    ...note(standing.checked && one.open, { key: 'checked', tone: toneOf(standing.checked ?? ''), value: standing.checked ?? undefined, by: last('answer_check', 'device_check') }),
    ...note(standing.satisfaction, { key: 'satisfaction', tone: toneOf(standing.satisfaction ?? ''), value: standing.satisfaction ?? undefined, by: last('visit') }),
    ...note(standing.exempted, { key: 'exempted', tone: 'green' }),
    ...note(standing.returns, { key: 'returned', tone: '', n: standing.returns, by: undecided ? last('request_return') : undefined }),
    ...note(standing.refusedReturns, { key: 'refused', tone: '', n: standing.refusedReturns }),
    ...note(standing.delays, { key: 'delayed', tone: '', n: standing.delays }),
    ...note(standing.reopenings, { key: 'reopened', tone: 'red', n: standing.reopenings, by: last('reopen') }),
    ...note(standing.repeats, { key: 'repeated', tone: '', n: standing.repeats }),
  ]
}
