type Plain = 'confirm' | 'reject' | 'next' | 'previous' | 'submit' | 'cancel' | 'box' | 'accept' | 'undo'
export type TriageCommand = { do: Plain } | { do: 'reason'; index: number }

const plain: Record<string, Plain> = {
  y: 'confirm', n: 'reject', j: 'next', arrowdown: 'next', k: 'previous', arrowup: 'previous', b: 'box', r: 'accept', u: 'undo',
}

/**
 * What a key means in triage. While a reason is chosen (`choosing`), digits pick it, Enter sends and Escape goes back;
 * single letters do nothing then, and never while somebody types or holds a modifier.
 */
export function triageCommand(event: KeyboardEvent, choosing: boolean): TriageCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && event.key.toLowerCase() === 'y') return null
  const target = event.target as HTMLElement | null
  const typing = target?.matches?.('input:not([type=range]), textarea, select, [contenteditable=true]') ?? false
  const key = event.key.toLowerCase()
  if (choosing) {
    if (key === 'escape') return { do: 'cancel' }
    if (key === 'enter' && !target?.matches?.('button, a')) return { do: 'submit' }
    return !typing && /^[1-9]$/.test(key) ? { do: 'reason', index: Number(key) - 1 } : null
  }
  if (typing || (target?.matches?.('input[type=range]') && key.startsWith('arrow'))) return null
  const command = plain[key]
  return command ? { do: command } : null
}
