export type AlarmCommand = 'next' | 'previous' | 'toggle' | 'acknowledge' | 'clear'

const keys: Record<string, AlarmCommand> = {
  j: 'next', arrowdown: 'next', k: 'previous', arrowup: 'previous', x: 'toggle', ' ': 'toggle', a: 'acknowledge', escape: 'clear',
}

/** What a key means in the list of alarms; nothing while somebody types, holds a modifier or stands on a control of its own. */
export function alarmCommand(event: KeyboardEvent): AlarmCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null
  const target = event.target as HTMLElement | null
  if (target?.matches?.('input:not([type=checkbox]), textarea, select, [contenteditable=true]')) return null
  const key = event.key.toLowerCase()
  if (key === ' ' && target?.matches?.('button, a, input')) return null
  const command = keys[key] ?? null
  return event.repeat && (command === 'acknowledge' || command === 'toggle') ? null : command
}
