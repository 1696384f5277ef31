import { ref, shallowRef, watch } from 'vue'
import { vehicleCalls } from '../../api'
import type { ReportKind, ReportQuery, VehicleReport } from '../../api/vehicles'
import { saveFile } from './saveFile'

/** The report that the address asks for; one that comes late is of another question and falls away. */
export function useVehicleReport(wanted: () => { kind: ReportKind; query: ReportQuery }) {
  const report = shallowRef<VehicleReport | null>(null)
  const shownKind = ref<ReportKind | null>(null)
  const loading = ref(false)
  const failure = ref('')

  async function load(): Promise<void> {
    const asked = wanted(), key = JSON.stringify(asked)
    loading.value = true
    try {
      const found = await vehicleCalls.report(asked.kind, asked.query)
      if (key !== JSON.stringify(wanted())) return
      report.value = found
      shownKind.value = asked.kind
      failure.value = ''
    } catch (error) {
      if (key === JSON.stringify(wanted())) failure.value = (error as Error).message
    } finally {
      loading.value = false
    }
  }
  watch(() => JSON.stringify(wanted()), () => void load(), { immediate: true })

  async function save(format: 'csv' | 'xlsx'): Promise<void> {
    const { kind, query } = wanted()
    saveFile(await vehicleCalls.reportFile(kind, query, format), `vehicles-${kind}-${query.from}-${query.to}.${format}`)
  }
  return { report, shownKind, loading, failure, save }
}
