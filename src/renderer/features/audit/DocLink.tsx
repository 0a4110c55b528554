import type { DocLinks } from '#shared/audit/doc-links'
import type { Cloud } from '#shared/connection/connection'
import { TextLink } from '../../shared/ui/Link'

const CLOUDS = [['aws', 'AWS'], ['azure', 'Azure'], ['gcp', 'Google Cloud']] as const

/** Databricks' page on it: for the cloud of the workspace, or for each where that is not known. */
export function DocLink({ docs, cloud }: { docs: DocLinks; cloud: Cloud }) {
  if (cloud !== 'unknown') return <TextLink href={docs[cloud]}>Databricks documentation</TextLink>
  return (
    <span className="doc-links">
      Databricks documentation: {CLOUDS.map(([id, word]) => <TextLink key={id} href={docs[id]}>{word}</TextLink>)}
    </span>
  )
}
