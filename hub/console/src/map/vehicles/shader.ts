import { kindColour, kinds, lookBits, rgb, stateColour, states } from './look'

const vec3 = (hex: string) => `vec3(${rgb(hex).map(one => one.toFixed(4)).join(', ')})`
const table = (name: string, colours: string[]) =>
  `vec3 ${name}(int n) {\n${colours.map((one, n) => `  if (n == ${n}) return ${vec3(one)};`).join('\n')}\n  return ${vec3(colours.at(-1)!)};\n}`

/** One square per vehicle, driven from `a_from` to `a_to` by the clock. */
export const vertexShader = `#version 300 es
precision highp float;
layout(location = 0) in vec2 a_corner;
layout(location = 1) in vec2 a_from;
layout(location = 2) in vec2 a_to;
layout(location = 3) in vec2 a_time;
layout(location = 4) in vec2 a_course;
layout(location = 5) in float a_look;
uniform vec2 u_origin;
uniform float u_scale;
uniform vec2 u_view;
uniform float u_now;
uniform float u_size;
out vec2 v_at;
out vec2 v_turned;
flat out vec3 v_fill;
flat out vec3 v_rim;
flat out int v_look;

${table('stateColour', states.map(one => stateColour[one]))}
${table('kindColour', [...kinds, 'other' as const].map(one => kindColour[one]))}

void main() {
  int look = int(a_look + 0.5);
  if ((look & ${lookBits.hidden | lookBits.clustered}) != 0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  float share = a_time.y <= 0.0 ? 1.0 : clamp((u_now - a_time.x) / a_time.y, 0.0, 1.0);
  vec2 centre = u_origin + mix(a_from, a_to, share) * u_scale;
  bool ringed = (look & ${lookBits.alarm | lookBits.chosen}) != 0;
  float reach = u_size * (ringed ? 2.2 : 1.25);
  v_at = a_corner * reach;
  float course = radians(mix(a_course.x, a_course.y, min(1.0, share * 2.0)));
  v_turned = vec2(v_at.x * cos(course) + v_at.y * sin(course), v_at.y * cos(course) - v_at.x * sin(course));
  v_fill = stateColour(look & 7);
  v_rim = kindColour((look >> 3) & 7);
  v_look = look;
  vec2 at = (centre + v_at) / u_view * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
}`

/**
 * An arrow for what moves, a disc for what stands: inside the colour of the state, around it the colour of the kind, then a
 * dark edge. A ring around it means an alarm, a white one that it is chosen.
 */
export const fragmentShader = `#version 300 es
precision highp float;
in vec2 v_at;
in vec2 v_turned;
flat in vec3 v_fill;
flat in vec3 v_rim;
flat in int v_look;
uniform float u_size;
uniform float u_pulse;
out vec4 colour;

float arrow(vec2 p, float size) {
  p.x = abs(p.x);
  float side = dot(p - vec2(0.0, -1.08) * size, vec2(0.9283, -0.3719));
  float notch = dot(p - vec2(0.0, 0.62) * size, vec2(-0.3846, 0.9231));
  return max(side, notch);
}

void main() {
  float size = u_size;
  float rim = clamp(size * 0.2, 1.1, 2.6);
  bool isArrow = (v_look & ${lookBits.arrow}) != 0;
  float d = isArrow ? arrow(v_turned, size) : length(v_at) - size * 0.72;
  float body = clamp(0.5 - d, 0.0, 1.0);
  vec3 paint = mix(vec3(0.03, 0.06, 0.10), v_rim, clamp(0.5 - (d + 1.0), 0.0, 1.0));
  paint = mix(paint, v_fill, clamp(0.5 - (d + 1.0 + rim), 0.0, 1.0));
  float alpha = body * ((v_look & 7) == 3 ? 0.75 : 1.0);
  vec4 ring = vec4(0.0);
  if ((v_look & ${lookBits.chosen}) != 0) {
    float r = clamp(1.5 - abs(length(v_at) - size * 1.55), 0.0, 1.0);
    ring = vec4(vec3(1.0) * r, r);
  }
  if ((v_look & ${lookBits.alarm}) != 0) {
    float r = clamp(1.7 - abs(length(v_at) - size * (1.35 + 0.6 * u_pulse)), 0.0, 1.0) * (1.0 - 0.55 * u_pulse);
    ring = max(ring, vec4(vec3(1.0, 0.36, 0.39) * r, r));
  }
  colour = vec4(paint * alpha, alpha) + ring * (1.0 - alpha);
}`
