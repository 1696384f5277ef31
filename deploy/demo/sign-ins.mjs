// Prints who may sign in to the demo.
import { readFileSync } from 'node:fs'

const { users } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const width = (key) => Math.max(...users.map((u) => u[key].length), key.length)
const row = (u) => `  ${u.user.padEnd(width('user'))}  ${u.password.padEnd(width('password'))}  ${u.role}`
console.log(row({ user: 'user', password: 'password', role: 'role' }))
for (const user of users) console.log(row(user))
