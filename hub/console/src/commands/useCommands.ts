import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { deviceCalls } from '../api'
import type { Command, CommandInput, CommandState } from '../api/devices'
import { useLive } from '../stores/live'

const pageSize = 20

/** Under way: an answer may still come. */
export const isPending = (state: CommandState): boolean => state === 'waiting' || state === 'sent'

/** Commands of a device, newest first, each as the hub last told of it. */
export function useCommands(device: () => string) {
  const commands = shallowRef<Command[]>([])
  const next = ref<string | null>(null)
  const failure = ref('')

  /** Told by the hub while a list was on its way: newer than what the list says. */
  let told = new Map<string, Command>()

  function apply(command: Command): void {
    told.set(command.id, command)
    const index = commands.value.findIndex(one => one.id === command.id)
    commands.value = index < 0 ? [command, ...commands.value] : commands.value.with(index, command)
  }

  async function load(more = false): Promise<void> {
    const wanted = device()
    told = new Map()
    try {
      const page = await deviceCalls.commands(wanted, { limit: pageSize, cursor: more ? next.value : null })
      if (wanted !== device()) return
      commands.value = more ? [...commands.value, ...page.items] : page.items
      for (const command of told.values()) apply(command)
      next.value = page.next
      failure.value = ''
    } catch (error) {
      failure.value = (error as Error).message
    }
  }

  async function send(input: CommandInput): Promise<void> {
    const sent = await deviceCalls.send(device(), input)
    // The push about it may have been faster than the answer to the call.
    if (!commands.value.some(one => one.id === sent.id)) apply(sent)
  }

  /** Takes back one that is still under way. */
  async function cancel(command: Command): Promise<void> {
    apply(await deviceCalls.cancel(command.device, command.id))
  }

  const live = useLive()
  const unsubscribe = [
    live.on('command', command => { if (command.device === device()) apply(command) }),
    live.on('reset', () => void load()),
  ]
  onScopeDispose(() => { for (const end of unsubscribe) end() })
  watch(device, () => { commands.value = []; next.value = null; void load() }, { immediate: true })

  return { commands, next, failure, load, send, cancel }
}
