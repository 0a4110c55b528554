import { Download } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import './button.css'

/** Saves a text as a file: a link to an object URL, which the page's CSP allows and both hosts handle. */
export function DownloadButton({ text, fileName, variant = 'default', type = 'application/json', children }: { text: string; fileName: string; variant?: 'primary' | 'default'; type?: string; children: ReactNode }) {
  const [href, setHref] = useState<string>()
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([text], { type }))
    setHref(url)
    return () => URL.revokeObjectURL(url)
  }, [text, type])
  return (
    <a className="button" data-variant={variant} data-size="s" href={href} download={fileName}>
      <Download size={14} aria-hidden />
      <span className="button-label">{children}</span>
    </a>
  )
}
