// Adds up the result files of a test run; prints 'N passed, N failed, N skipped' and fails if anything did.
// A test that failed beside the others and passed alone, on the then idle machine, counts as passed and is named.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failuresOf, outcomeOf } from './results.mjs'

const [folder] = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }
const passedAlone = []
const toldFailures = new Set()

for (const file of readdirSync(folder)) {
  const path = join(folder, file)
  if (file.endsWith('.trx') && !file.endsWith('.alone.trx')) {
    const counts = outcomeOf(path)
    if (counts.failed > 0) toldFailures.add(file)
    const alone = path.replace(/\.trx$/, '.alone.trx')
    if (counts.failed > 0 && existsSync(alone)) {
      const again = outcomeOf(alone)
      if (again.failed === 0 && again.passed >= counts.failed) {
        passedAlone.push(...failuresOf(path))
        counts.passed += counts.failed
        counts.failed = 0
      }
    }
    for (const key of Object.keys(total)) total[key] += counts[key]
  } else if (file === 'console.json') {
    const result = JSON.parse(readFileSync(path, 'utf8'))
    if (result.numFailedTests > 0) toldFailures.add(file)
    total.passed += result.numPassedTests
    total.failed += result.numFailedTests
    total.skipped += result.numPendingTests
  }
}

// A project that broke off without telling of a failed test must not look like success.
const broken = existsSync(join(folder, 'broken')) ? readFileSync(join(folder, 'broken'), 'utf8').trim().split('\n') : []
total.failed += broken.filter((file) => !toldFailures.has(file)).length
for (const name of passedAlone) console.log(`UNSTABLE: failed beside the others, passed alone: ${name}`)
console.log(
  `${total.passed} passed, ${total.failed} failed` +
    (total.skipped ? `, ${total.skipped} skipped` : '') +
    (passedAlone.length ? `, ${passedAlone.length} of the passed only alone` : ''),
)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
