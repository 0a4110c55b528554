/** Offers a text as a file, as if a link to it had been pressed: both hosts then ask or save as the user set them to. */
export function saveFile(text: string, fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the data once it has begun; a minute is more than it takes to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
