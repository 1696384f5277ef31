// Adds up the result files of a test run; prints 'N passed, N failed, N skipped' and fails if anything did.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, failedToRun] = process.argv.slice(2)
const total = { passed: 0, failed: 0, skipped: 0 }

for (const file of readdirSync(folder)) {
  const text = readFileSync(join(folder, file), 'utf8')
  if (file.endsWith('.trx')) {
    const counters = /<Counters ([^>]*)\/>/.exec(text)?.[1] ?? ''
    const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0)
    total.passed += count('passed')
    total.failed += count('failed') + count('error') + count('timeout') + count('aborted')
    total.skipped += count('total') - count('executed')
  } else if (file === 'console.json') {
    const result = JSON.parse(text)
    total.passed += result.numPassedTests
    total.failed += result.numFailedTests
    total.skipped += result.numPendingTests
  }
}

// A project that broke off before it wrote a result must not look like success.
if (failedToRun === '1' && total.failed === 0) total.failed = 1
console.log(`${total.passed} passed, ${total.failed} failed` + (total.skipped ? `, ${total.skipped} skipped` : ''))
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
