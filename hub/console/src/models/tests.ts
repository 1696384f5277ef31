/** How a test of a rule can judge, and which of its members matter then. */
export interface TestKind {
  key: string
  limit?: 'unit' | 'perMinute' | 'seconds'
  hysteresis?: boolean
  windowS?: boolean
  repeats?: boolean
  attribute?: boolean
}

export const testKinds: TestKind[] = [
  { key: 'above', limit: 'unit', hysteresis: true, attribute: true },
  { key: 'below', limit: 'unit', hysteresis: true, attribute: true },
  { key: 'deviates', limit: 'unit', hysteresis: true, attribute: true },
  { key: 'rises', limit: 'perMinute', hysteresis: true, windowS: true },
  { key: 'falls', limit: 'perMinute', hysteresis: true, windowS: true },
  { key: 'silent', limit: 'seconds' },
  { key: 'stuck', windowS: true, repeats: true },
  { key: 'yes' },
  { key: 'unusual' },
  { key: 'shouldBurn' },
  { key: 'shouldBeDark' },
]

/** A kind that this console does not know keeps all its members; the document beside the form has them. */
export const kindOf = (is: string): TestKind => testKinds.find(one => one.key === is) ?? { key: is, limit: 'unit', hysteresis: true }
