import { ref } from 'vue'

/** The zone that times are shown in; set once the city is known. */
export const cityZone = ref('Asia/Shanghai')
