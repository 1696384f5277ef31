import { degrees, type Place } from '../map/place'

interface Publisher { id: string; model: string; token: string; host: string; port: number; place: Place | null }

/** What a device of each model may say first: the level below its own, and the payload. */
function messageOf(model: string, place: Place | null): [topic: string, payload: string] {
  switch (model) {
    case 'manhole-cover': return ['telemetry', '{"values":{"tilt":3.2,"water_level":0.12}}']
    case 'lamp-controller': return ['telemetry', '{"values":{"voltage":228,"current":0.42}}']
    case 'vehicle-terminal': return ['position', `{"lat":${degrees(place?.lat ?? 31.3)},"lon":${degrees(place?.lon ?? 120.6)},"speed":32,"course":90}`]
    case 'edge-agent': return ['status', 'online']
    default: return ['telemetry', '{"values":{"temperature":21.5}}']
  }
}

/** In single quotes for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A shell command that publishes as the device, to see that its token works. A camera sends the picture `frame.jpg`. */
export function firstMessage({ id, model, token, host, port, place }: Publisher): string {
  const start = `mosquitto_pub -h ${quoted(host)} -p ${port} -q 1 -i ${quoted(id)} -u ${quoted(id)} -P ${quoted(token)}`
  if (model === 'camera') return `${start} \\\n  -t "urbangrid/v1/${id}/frame/$(date +%s%3N)" -f frame.jpg`
  const [topic, payload] = messageOf(model, place)
  return `${start} \\\n  -t ${quoted(`urbangrid/v1/${id}/${topic}`)} -m ${quoted(payload)}`
}
