import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import { LEAST_SCRIPT, MOST_SCRIPT, chooseScriptWidth, useScriptWidth } from './script-width-store'

const STEP = 24

/** The edge between form and script: drawn with the mouse or moved with the arrow keys; a double click or Enter gives the script its own width back. */
export function ScriptResizer() {
  const edge = useRef<HTMLDivElement>(null)
  const chosen = useScriptWidth()
  const [drawn, setDrawn] = useState(LEAST_SCRIPT)
  const panel = () => edge.current?.parentElement?.getBoundingClientRect()
  useLayoutEffect(() => setDrawn(Math.round(panel()?.width ?? LEAST_SCRIPT)), [chosen])
  const byKey = (event: KeyboardEvent) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key]
    if (by === undefined && event.key !== 'Enter') return
    event.preventDefault()
    chooseScriptWidth(by === undefined ? undefined : (panel()?.width ?? LEAST_SCRIPT) + by)
  }
  const moved = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) chooseScriptWidth((panel()?.right ?? 0) - event.clientX)
  }
  return (
    <div
      ref={edge}
      className="script-resizer"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the script"
      aria-valuemin={LEAST_SCRIPT}
      aria-valuemax={MOST_SCRIPT}
      aria-valuenow={drawn}
      aria-valuetext={`${drawn} pixels`}
      onKeyDown={byKey}
      onDoubleClick={() => chooseScriptWidth(undefined)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={moved}
    />
  )
}
