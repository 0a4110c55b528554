/** What chat, wikis and mail put around a value: `<https://...|shown>`, `[shown](https://...)`, back-ticks, stars, curly quotes. */
export function unwrapped(text: string): string {
  let left = text.trim()
  for (;;) {
    const inside = /^<(https?:\/\/[^|>\s]+)(?:\|[^>]*)?>$/i.exec(left)?.[1] ?? /^\[[^\]]*\]\((\S+)\)$/.exec(left)?.[1] ?? /^(`+|\*{1,2}|_{1,2})([^`*]+)\1$/.exec(left)?.[2] ?? /^[“„‘']([^”“’']*)[”“’']$/.exec(left)?.[1]
    if (inside === undefined || inside.trim() === left) return left
    left = inside.trim()
  }
}

/** A line without marks of a list or of bold labels: `- *Host:* x`, `**Host**: x` and `> Host: x` become `Host: x`. */
export const plainLine = (line: string): string =>
  line
    .trim()
    .replace(/^(?:[>•‣◦·]\s*|[-*]\s+|\d{1,2}[.)]\s+)+/, '')
    .replace(/^(\*{1,2}|_{1,2})([^*_]+?)(:?)\1\s*(:?)\s*/, (_whole, _mark, label: string, inner: string, outer: string) => `${label}${inner || outer} `)
    .trim()
