/** Characters that the hub asks of a password at least. */
export const leastPassword = 12

export interface PasswordForm { current: string; next: string; again: string }
export type PasswordField = keyof PasswordForm

/** What the hub would refuse, and a new password that was typed differently the second time. */
export function wrongIn(form: PasswordForm): PasswordField[] {
  return [
    ...(form.current === '' ? ['current' as const] : []),
    ...(form.next.length < leastPassword || form.next === form.current ? ['next' as const] : []),
    ...(form.again !== form.next ? ['again' as const] : []),
  ]
}
