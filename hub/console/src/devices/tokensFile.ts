/** Issued tokens as a CSV file to hand on to whoever installs the devices. */
export const tokensCsv = (devices: { id: string; token: string }[]): string =>
  `id,token\r\n${devices.map(one => `${one.id},${one.token}\r\n`).join('')}`

/** Lets the browser save a text as a file. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}
