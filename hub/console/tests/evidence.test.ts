import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import EvidenceGallery from '../src/components/EvidenceGallery.vue'
import EvidenceStage from '../src/components/EvidenceStage.vue'
import type { CaseEvidence, IncidentClip } from '../src/api/types'
import { i18n } from '../src/i18n'
import { fakeHub, incident } from './samples'

const clip = (more: Partial<IncidentClip>): IncidentClip => ({
  state: 'asked', deviceId: 'cam-01', from: 1000, to: 16_000, url: null, mediaType: null, reason: null, error: null, ...more,
})
const pictures = [{ moment: 'annotated' as const, takenAt: 9000, url: '/api/v1/evidence/aa' }]

async function stage(clips: IncidentClip[], audit: unknown = { valid: true, links: 2, firstBroken: null, reason: null }) {
  vi.stubGlobal('fetch', fakeHub({ 'GET /incidents/1/evidence-audit': audit }).fetch)
  const page = mount(EvidenceStage, { props: { incident: incident(1, { source: 'camera', pictures, clips }) }, global: { plugins: [i18n] } })
  await flushPromises()
  return page
}

describe('the evidence of an incident', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('plays the clip, with the annotated picture before it starts', async () => {
    const page = await stage([clip({ state: 'stored', url: '/api/v1/evidence/bb', mediaType: 'video/mp4' })])
    await page.get('[data-testid=evidence-clip]').trigger('click')
    const video = page.get('[data-testid=evidence-video]')
    expect([video.attributes('src'), video.attributes('poster')]).toEqual(['/api/v1/evidence/bb', '/api/v1/evidence/aa'])
    expect(page.find('[data-testid=clip-state]').exists()).toBe(false)
  })

  it('says that a clip is waited for, and in the words of the camera why there is none', async () => {
    expect((await stage([clip({})])).get('[data-testid=clip-state]').text()).toBe(i18n.global.t('clip.asked'))
    const refused = await stage([clip({ state: 'failed', reason: 'refused', error: 'this camera is not recorded' })])
    expect(refused.get('[data-testid=clip-state]').text()).toContain('this camera is not recorded')
    expect(refused.find('[data-testid=evidence-clip]').exists()).toBe(false)
  })

  it('says whether it is as it was taken in', async () => {
    expect((await stage([])).get('[data-testid=evidence-seal]').classes()).toContain('green')
    const broken = await stage([], { valid: false, links: 1, firstBroken: 7, reason: 'changed_file' })
    expect(broken.get('[data-testid=evidence-seal]').classes()).toContain('red')
    expect(broken.get('[data-testid=evidence-seal]').text()).toContain(i18n.global.t('evidence.fault.changed_file'))
  })
})

it('shows a video among the pictures of a case', () => {
  const evidence: CaseEvidence[] = [
    { url: '/api/v1/evidence/aa', sha256: 'aa', mediaType: 'image/jpeg', stage: 'annotated', takenAt: 1 },
    { url: '/api/v1/evidence/bb', sha256: 'bb', mediaType: 'video/mp4', stage: 'clip', takenAt: 2 },
  ]
  const gallery = mount(EvidenceGallery, { props: { evidence, alt: 'x' }, global: { plugins: [i18n] } })
  expect(gallery.get('[data-testid=gallery-video]').attributes()).toMatchObject({ src: '/api/v1/evidence/bb', poster: '/api/v1/evidence/aa' })
  expect(gallery.findAll('img')).toHaveLength(1)
})
