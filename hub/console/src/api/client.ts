import type { Problem } from './types'

/** The hub said no, or could not be reached. `message` is fit to be shown. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
    fallback: string,
  ) {
    super(problem?.detail || problem?.title || fallback)
    this.name = 'ApiError'
  }

  /** Stable code of the problem, e.g. `already_decided`; `unreachable` if no answer came. */
  get code(): string {
    return this.problem?.code ?? (this.status === 0 ? 'unreachable' : `http_${this.status}`)
  }
}

export interface ClientOptions {
  base: string
  fetch: typeof fetch
  /** Language of problem details. */
  locale: () => string
  /** Token of the session, null while signed out. */
  csrfToken: () => string | null
  /** Called when the session has ended at the hub. */
  onSignedOut?: () => void
  /** Text for an answer that carries no problem details. */
  describe?: (status: number) => string
}

export type Query = Record<string, string | number | boolean | null | undefined | (string | number)[]>

interface Call {
  query?: Query
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** JSON over fetch: session cookie, CSRF header on writes, problem details as {@link ApiError}. */
export class ApiClient {
  constructor(private readonly options: ClientOptions) {}

  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.send<T>('GET', path, { query, signal })
  }

  post<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    return this.send<T>('POST', path, { body, headers })
  }

  /** A file that the hub makes in the reader's language. */
  async getFile(path: string, query?: Query): Promise<Blob> {
    return (await this.request('GET', path, { query })).blob()
  }

  /** Sends a file as it is, byte for byte: the hub finds out its encoding. */
  postFile<T>(path: string, file: Blob, mediaType: string, query?: Query): Promise<T> {
    return this.send<T>('POST', path, { body: file, query, headers: { 'Content-Type': mediaType } })
  }

  put<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> {
    return this.send<T>('PUT', path, { body, headers })
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PATCH', path, { body })
  }

  delete<T = void>(path: string, headers?: Record<string, string>): Promise<T> {
    return this.send<T>('DELETE', path, { headers })
  }

  private async send<T>(method: string, path: string, call: Call): Promise<T> {
    const response = await this.request(method, path, call)
    if (response.status === 204) return undefined as T
    return await response.json() as T
  }

  private async request(method: string, path: string, call: Call): Promise<Response> {
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'Accept-Language': this.options.locale(),
      ...call.headers,
    }
    const token = this.options.csrfToken()
    if (method !== 'GET' && token) headers['X-CSRF-Token'] = token

    let body: BodyInit | undefined
    if (call.body instanceof FormData || call.body instanceof Blob) {
      body = call.body
    } else if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json'
      body = JSON.stringify(call.body)
    }

    let response: Response
    try {
      response = await this.options.fetch(this.options.base + path + queryString(call.query), {
        method, headers, body, signal: call.signal, credentials: 'same-origin',
      })
    } catch (error) {
      if (call.signal?.aborted) throw error
      throw new ApiError(0, null, this.describe(0))
    }
    if (!response.ok) {
      const problem = await readProblem(response)
      // A wrong password is an answer to what was typed, not the end of the session.
      if (response.status === 401 && path !== '/session' && problem?.code !== 'bad_credentials') this.options.onSignedOut?.()
      throw new ApiError(response.status, problem, this.describe(response.status))
    }
    return response
  }

  private describe(status: number): string {
    return this.options.describe?.(status) ?? `HTTP ${status}`
  }
}

async function readProblem(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null
  try {
    return await response.json() as Problem
  } catch {
    return null
  }
}

/** `?a=1&a=2&b=x`; null, undefined and empty strings are left out. */
export function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') parameters.append(name, String(one))
    }
  }
  const text = parameters.toString()
  return text ? `?${text}` : ''
}
