// What the result files of `dotnet test` (trx) say.
import { readFileSync } from 'node:fs'

/** Counts of one file: { passed, failed, skipped }. */
export function outcomeOf(path) {
  const counters = /<Counters ([^>]*)\/>/.exec(readFileSync(path, 'utf8'))?.[1] ?? ''
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0)
  return {
    passed: count('passed'),
    failed: count('failed') + count('error') + count('timeout') + count('aborted'),
    skipped: count('total') - count('executed'),
  }
}

/** Full names of the tests that failed, without the values of their parameters. */
export function failuresOf(path) {
  const results = readFileSync(path, 'utf8').matchAll(/<UnitTestResult [^>]*>/g)
  const names = [...results].map(([tag]) => tag).filter((tag) => !/ outcome="(Passed|NotExecuted)"/.test(tag))
    .map((tag) => /testName="([^"]*)"/.exec(tag)[1].replace(/\(.*$/s, ''))
  return [...new Set(names)]
}
