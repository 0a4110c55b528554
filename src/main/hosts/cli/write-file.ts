import { randomBytes } from 'node:crypto'
import { access, constants, copyFile, link, rename, rm, writeFile } from 'node:fs/promises'

export const OUT_EXISTS = 'The file given with --out exists already. Use --force to replace it.'
export const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/**
 * Writes a whole file or nothing: a reader never sees half of it. Without `replace` an existing file is left as it is,
 * also one that appears meanwhile. Answers what went wrong, in words.
 */
export async function writeWholeFile(path: string, text: string, { replace }: { replace: boolean }): Promise<string | undefined> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeFile(temporary, text, { flag: 'wx', mode: 0o644 })
    if (replace) await rename(temporary, path)
    else {
      // A hard link fails where the name is taken; some file systems have none, then an exclusive copy comes close.
      await link(temporary, path).catch((error: unknown) => {
        if (codeOf(error) === 'EEXIST') throw error
        return copyFile(temporary, path, constants.COPYFILE_EXCL)
      })
    }
    return undefined
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') return 'The file exists already. Use --force to replace it.'
    if (code === 'ENOENT') return 'The folder of the file does not exist.'
    return `The file could not be written (${code}).`
  } finally {
    await rm(temporary, { force: true })
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown error')
