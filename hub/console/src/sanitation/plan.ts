import type { PlanInput, PlanParts, PlanRoute, PlanStop, WorkHours, WorkKind, WorkPlan } from '../api/sanitation'

/** The days of a week, Monday first. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
export type PlanFault = 'name' | 'vehicles' | 'parts' | 'hours' | 'days' | 'speed'

/** A new plan of a kind, with what its kind says. */
export const newPlan = (kind: WorkKind): PlanInput => ({
  name: { zh: '', en: '' }, kind: kind.key, department: null, vehicles: { ids: [], kinds: [] }, days: [...weekdays], hours: [], passes: 1,
  toleranceM: kind.toleranceM, minKmh: kind.minKmh, maxKmh: kind.maxKmh, needsWorking: false, routes: [], areas: [], stops: [], enabled: true,
})

/** What is sent of a plan that was loaded; its parts are copies. */
export const inputOf = ({ id: _, ...plan }: WorkPlan): PlanInput => JSON.parse(JSON.stringify(plan)) as PlanInput

/** The plan as another kind of work: what a kind says about speed and width comes with it. */
export const ofKind = (plan: PlanInput, kind: WorkKind): PlanInput =>
  ({ ...plan, kind: kind.key, toleranceM: kind.toleranceM, minKmh: kind.minKmh, maxKmh: kind.maxKmh })

const isHour = (text: string, most: string) => /^([01]\d|2[0-4]):[0-5]\d$/.test(text) && text <= most
const isHours = ({ from, to }: WorkHours) => isHour(from, '23:59') && isHour(to, '24:00') && from !== to

/** What must be changed before the plan can be sent. */
export function faultsIn(plan: PlanInput): PlanFault[] {
  const faults: [PlanFault, boolean][] = [
    ['name', !plan.name.zh.trim() && !plan.name.en.trim()],
    ['vehicles', plan.vehicles.ids.length + plan.vehicles.kinds.length === 0],
    ['days', plan.days.length === 0],
    ['hours', ![...plan.hours, ...plan.routes.flatMap(one => one.hours)].every(isHours)],
    ['speed', plan.minKmh >= plan.maxKmh],
    ['parts', plan.routes.length + plan.areas.length + plan.stops.length === 0],
  ]
  return faults.flatMap(([fault, holds]) => holds ? [fault] : [])
}

/** A road of the city as a route. */
export interface Road { code: string; name_zh: string; name_en: string }
const routeOf = (road: Road, line: PlanRoute['lines'][number]): PlanRoute =>
  ({ name: { zh: road.name_zh, en: road.name_en }, grade: null, hours: [], roads: [road.code], lines: [line] })

/** The plan with a road of the city, or without it if it has it. */
export const withRoad = (plan: PlanInput, road: Road, line: PlanRoute['lines'][number]): PlanInput => ({
  ...plan,
  routes: plan.routes.some(one => isRoad(one, road.code)) ? plan.routes.filter(one => !isRoad(one, road.code)) : [...plan.routes, routeOf(road, line)],
})
const isRoad = (route: PlanRoute, code: string) => route.roads.length === 1 && route.roads[0] === code

/** The plan with what a file holds. */
export const withParts = (plan: PlanInput, parts: PlanParts): PlanInput => ({
  ...plan,
  routes: [...plan.routes, ...parts.routes.map(one => ({ ...one, hours: one.hours ?? [], roads: one.roads ?? [] }))],
  areas: [...plan.areas, ...parts.areas],
  stops: [...plan.stops, ...parts.stops.map(one => ({ ...one, owner: one.owner ?? null }))],
})

export const newStop = (lon: number, lat: number, name: PlanStop['name']): PlanStop =>
  ({ name, owner: null, lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)), bins: [] })

/** Tags as they are typed: separated by blanks, commas or semicolons. */
export const tagsOf = (text: string): string[] => [...new Set(text.split(/[\s,;，；、]+/).map(one => one.toUpperCase()).filter(Boolean))]
