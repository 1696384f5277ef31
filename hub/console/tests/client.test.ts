import { describe, expect, it } from 'vitest'
import { ApiClient, ApiError, queryString } from '../src/api/client'
import { fakeHub, problem } from './samples'

function clientOf(answers: Parameters<typeof fakeHub>[0], csrfToken: string | null = 'token-1', onSignedOut = () => {}) {
  const { fetch, calls } = fakeHub(answers)
  return { calls, client: new ApiClient({ base: '/api/v1', fetch, locale: () => 'zh-CN', csrfToken: () => csrfToken, onSignedOut }) }
}

describe('the api client', () => {
  it('sends the CSRF token with a write and not with a read', async () => {
    const { client, calls } = clientOf({ 'GET /city': {}, 'POST /incidents/1/confirm': {} })
    await client.get('/city')
    await client.post('/incidents/1/confirm', {})
    expect(calls.map(one => one.headers.get('X-CSRF-Token'))).toEqual([null, 'token-1'])
  })

  it('asks for problem details in the chosen language', async () => {
    const { client, calls } = clientOf({ 'GET /city': {} })
    await client.get('/city')
    expect(calls[0]!.headers.get('Accept-Language')).toBe('zh-CN')
  })

  it('turns problem details into an error with the code and the text of the hub', async () => {
    const { client } = clientOf({ 'POST /session': () => problem(401, 'bad_credentials', 'The password is not right.') })
    const error = await client.post('/session', {}).catch((e: unknown) => e) as ApiError
    expect(error).toBeInstanceOf(ApiError)
    expect([error.status, error.code, error.message]).toEqual([401, 'bad_credentials', 'The password is not right.'])
  })

  it('gives an answer without problem details a code of its own', async () => {
    const { client } = clientOf({ 'GET /city': () => new Response('<html>', { status: 502 }) })
    const error = await client.get('/city').catch((e: unknown) => e) as ApiError
    expect([error.status, error.code]).toEqual([502, 'http_502'])
  })

  it('says that the hub is unreachable when no answer comes', async () => {
    const client = new ApiClient({
      base: '', fetch: () => Promise.reject(new TypeError('failed')), locale: () => 'en', csrfToken: () => null,
    })
    const error = await client.get('/city').catch((e: unknown) => e) as ApiError
    expect([error.status, error.code]).toEqual([0, 'unreachable'])
  })

  it('tells when the session has ended, but not for the question whether there is one', async () => {
    let ended = 0
    const signedOut = () => problem(401, 'signed_out', 'Please sign in.')
    const { client } = clientOf({ 'GET /session': signedOut, 'GET /cases': signedOut }, null, () => { ended++ })
    await client.get('/session').catch(() => {})
    expect(ended).toBe(0)
    await client.get('/cases').catch(() => {})
    expect(ended).toBe(1)
  })

  it('takes a wrong password for what it is, not for the end of the session', async () => {
    let ended = 0
    const { client } = clientOf({ 'POST /session/password': () => problem(401, 'bad_credentials', 'Wrong.') }, 'token-1', () => { ended++ })
    await client.post('/session/password', {}).catch(() => {})
    expect(ended).toBe(0)
  })

  it('answers nothing for 204', async () => {
    const { client } = clientOf({ 'DELETE /session': () => new Response(null, { status: 204 }) })
    expect(await client.delete('/session')).toBeUndefined()
  })

  it('leaves empty parameters out and repeats lists', () => {
    expect(queryString({ state: ['open', 'cleared'], cursor: null, q: '', limit: 50 })).toBe('?state=open&state=cleared&limit=50')
  })
})
