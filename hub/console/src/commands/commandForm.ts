import type { ArgDefinition, CommandDefinition } from '../api/models'

/** What is typed for each argument; numbers as text until they are sent. */
export type CommandForm = Record<string, string | boolean | null>
export type ArgFault = 'missing' | 'number' | 'range'

/** An untouched form. A choice with one way only is made already; yes or no is for somebody to say. */
export function formFor(command: CommandDefinition): CommandForm {
  return Object.fromEntries((command.args ?? []).map(arg => [arg.key, untouched(arg)]))
}
function untouched(arg: ArgDefinition): string | boolean | null {
  if (arg.kind === 'boolean') return null
  if (arg.kind === 'choice') return arg.choices?.length === 1 ? arg.choices[0]!.key : null
  return ''
}

const isEmpty = (value: string | boolean | null | undefined) => value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

/** What the hub would refuse, by argument. */
export function wrongIn(command: CommandDefinition, form: CommandForm): Record<string, ArgFault> {
  const faults: Record<string, ArgFault> = {}
  for (const arg of command.args ?? []) {
    const value = form[arg.key]
    if (isEmpty(value)) {
      if (arg.required) faults[arg.key] = 'missing'
    } else if (arg.kind === 'number') {
      const parsed = Number(value)
      if (!Number.isFinite(parsed)) faults[arg.key] = 'number'
      else if (parsed < (arg.min ?? -Infinity) || parsed > (arg.max ?? Infinity)) faults[arg.key] = 'range'
    }
  }
  return faults
}

/** The arguments of a form with nothing wrong in it; what is empty is left out. */
export function argsOf(command: CommandDefinition, form: CommandForm): Record<string, unknown> {
  return Object.fromEntries((command.args ?? []).flatMap(arg => {
    const value = form[arg.key]
    if (isEmpty(value)) return []
    return [[arg.key, arg.kind === 'number' ? Number(value) : typeof value === 'string' ? value.trim() : value]]
  }))
}
