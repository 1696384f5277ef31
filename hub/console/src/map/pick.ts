/** What is chosen on the map. */
export type Pick =
  | { kind: 'incident'; id: number }
  | { kind: 'case'; number: string }
  | { kind: 'device'; id: string }
  | { kind: 'vehicle'; id: string }

export const overlays = ['incidents', 'cases', 'devices', 'vehicles', 'grids'] as const
export type Overlay = typeof overlays[number]
export type Shown = Record<Overlay, boolean>
