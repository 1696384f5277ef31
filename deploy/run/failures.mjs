// Prints the filter for `dotnet test` that runs again what failed in a result file; nothing if nothing failed, or too much to be bad luck.
import { existsSync } from 'node:fs'
import { failuresOf } from './results.mjs'

const MOST = 5
const [path] = process.argv.slice(2)
const names = existsSync(path) ? failuresOf(path) : []
if (names.length > 0 && names.length <= MOST) console.log(names.map((name) => `FullyQualifiedName=${name}`).join('|'))
