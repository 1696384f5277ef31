/** What one may do in the console beyond looking. The hub decides; a button that it would refuse is not shown. */
export type Permission = 'administer' | 'command' | 'acknowledge' | 'plan' | 'precision' | 'replay' | 'evaluate' | 'editSchemes' | 'dispatchRules' | 'endRulings' | 'fences' | 'sanitation' | 'planWork'

/** Roles that may, as the hub has it. */
const roles: Record<Permission, readonly string[]> = {
  administer: ['admin'],
  command: ['admin', 'dispatcher'],
  acknowledge: ['admin', 'acceptor', 'shift_leader'],
  precision: ['admin', 'acceptor', 'shift_leader', 'evaluator', 'leader'],
  plan: ['admin', 'dispatcher', 'shift_leader'],
  replay: ['admin', 'shift_leader'],
  evaluate: ['admin', 'evaluator', 'leader', 'dispatcher'],
  editSchemes: ['admin', 'evaluator'],
  dispatchRules: ['admin', 'dispatcher', 'shift_leader', 'leader'],
  endRulings: ['admin', 'dispatcher'],
  fences: ['admin', 'dispatcher'],
  sanitation: ['admin', 'dispatcher', 'shift_leader', 'department', 'evaluator', 'leader'],
  planWork: ['admin', 'dispatcher'],
}

export const may = (has: (role: string) => boolean, permission: Permission): boolean => roles[permission].some(has)
