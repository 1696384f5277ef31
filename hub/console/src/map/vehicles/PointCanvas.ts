import type { Camera } from './mercator'
import { stride, type MovingPoints } from './MovingPoints'
import { fragmentShader, vertexShader } from './shader'

const floatBytes = 4
/** Attributes of a point after the corner: place in the block, and how many numbers. */
const attributes: readonly [location: number, offset: number, size: number][] = [[1, 0, 2], [2, 2, 2], [3, 4, 2], [4, 6, 2], [5, 8, 1]]

/**
 * Draws the points on a canvas of its own over the map: a step of a vehicle redraws some thousand small squares and not the
 * streets under them. A lost context is made anew by the browser, which tells; until then nothing is drawn.
 */
export class PointCanvas {
  readonly canvas = document.createElement('canvas')
  private gl: WebGL2RenderingContext | null
  private buffer: WebGLBuffer | null = null
  private program: WebGLProgram | null = null
  private uniforms: Record<string, WebGLUniformLocation | null> = {}
  private held = 0

  constructor() {
    this.canvas.className = 'vehicle-points'
    this.gl = this.canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, premultipliedAlpha: true })
    this.canvas.addEventListener('webglcontextlost', event => { event.preventDefault(); this.program = null })
    this.canvas.addEventListener('webglcontextrestored', () => this.prepare())
    this.prepare()
  }

  /** Sends what changed of the points to the graphics card and draws them. */
  draw(points: MovingPoints, camera: Camera, size: number, now: number, pulse: number): void {
    const { gl, program } = this
    if (!gl || !program) return
    this.fit(camera)
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer)
    const changed = points.takeChanged()
    if (points.data.length !== this.held) {
      this.held = points.data.length
      gl.bufferData(gl.ARRAY_BUFFER, points.data, gl.DYNAMIC_DRAW)
    } else if (changed) {
      gl.bufferSubData(gl.ARRAY_BUFFER, changed.from * stride * floatBytes, points.data, changed.from * stride, (changed.to - changed.from + 1) * stride)
    }
    gl.viewport(0, 0, this.canvas.width, this.canvas.height)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    if (points.count === 0) return
    const u = this.uniforms
    gl.uniform2f(u.u_origin!, camera.originX, camera.originY)
    gl.uniform1f(u.u_scale!, camera.scale)
    gl.uniform2f(u.u_view!, camera.width, camera.height)
    gl.uniform1f(u.u_now!, points.seconds(now))
    gl.uniform1f(u.u_size!, size)
    gl.uniform1f(u.u_pulse!, pulse)
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, points.count)
  }

  remove(): void {
    this.gl?.getExtension('WEBGL_lose_context')?.loseContext()
    this.gl = null
    this.canvas.remove()
  }

  private fit({ width, height }: Camera): void {
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    const across = Math.round(width * ratio), down = Math.round(height * ratio)
    if (this.canvas.width === across && this.canvas.height === down) return
    this.canvas.width = across
    this.canvas.height = down
  }

  private prepare(): void {
    const gl = this.gl
    if (!gl) return
    const program = gl.createProgram()
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertexShader], [gl.FRAGMENT_SHADER, fragmentShader]] as const) {
      const shader = gl.createShader(kind)!
      gl.shaderSource(shader, source)
      gl.compileShader(shader)
      gl.attachShader(program, shader)
    }
    gl.linkProgram(program)
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
      if (!gl.isContextLost()) console.error(gl.getProgramInfoLog(program))
      return
    }
    gl.useProgram(program)
    gl.bindVertexArray(gl.createVertexArray())
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer())
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW)
    gl.enableVertexAttribArray(0)
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0)
    this.buffer = gl.createBuffer()
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer)
    for (const [location, offset, size] of attributes) {
      gl.enableVertexAttribArray(location)
      gl.vertexAttribPointer(location, size, gl.FLOAT, false, stride * floatBytes, offset * floatBytes)
      gl.vertexAttribDivisor(location, 1)
    }
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
    for (const name of ['u_origin', 'u_scale', 'u_view', 'u_now', 'u_size', 'u_pulse']) this.uniforms[name] = gl.getUniformLocation(program, name)
    this.held = 0
    this.program = program
  }
}
