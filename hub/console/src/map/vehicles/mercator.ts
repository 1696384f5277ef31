/** Web Mercator on the unit square, as map tiles have it: x grows to the east, y to the south. */
export const mercatorX = (lon: number): number => (lon + 180) / 360
export const mercatorY = (lat: number): number => 0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)
export const lonOf = (x: number): number => x * 360 - 180
export const latOf = (y: number): number => Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180 / Math.PI

/** Pixels of the whole world at a zoom. */
export const worldSize = (zoom: number): number => 512 * 2 ** zoom

/**
 * How places become pixels. Places are told from an origin in the city, so that single precision, which is all a graphics
 * card has, is good for centimetres.
 */
export interface Camera {
  /** Pixels of the origin on the screen. */
  originX: number
  originY: number
  /** Pixels of the whole world. */
  scale: number
  width: number
  height: number
}
