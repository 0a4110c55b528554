import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'

/** Far above any exported configuration; a larger file is something else. */
const MAX_BYTES = 5_000_000

/** Takes an exported configuration by a dropped file or a chosen one. `onPicker` receives the way to open the file dialog. */
export function ImportDrop({ onText, onPicker, children }: { onText: (text: string) => void; onPicker: (open: () => () => void) => void; children: ReactNode }) {
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  useEffect(() => onPicker(() => () => input.current?.click()), [onPicker])

  const read = async (file: File | undefined) => {
    if (file) onText(file.size > MAX_BYTES ? '' : await file.text())
  }
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return (
    <div
      className="import-drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (!hasFile(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(event) => {
        if (!hasFile(event)) return
        event.preventDefault()
        setOver(false)
        void read(event.dataTransfer.files[0])
      }}
    >
      {children}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Exported configuration"
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {isOver ? <div className="import-hint">Drop the exported configuration to import it</div> : null}
    </div>
  )
}
