import { Component, type ReactNode } from 'react'
import { Button } from '../shared/ui/Button'
import { EmptyState } from '../shared/ui/EmptyState'
import { StateIcon } from '../shared/ui/StateBadge'

/** A bug in one screen leaves the frame and the other screens usable. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | undefined }> {
  override state: { message: string | undefined } = { message: undefined }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render() {
    if (this.state.message === undefined) return this.props.children
    return (
      <EmptyState icon={<StateIcon state="failed" size={24} />} title="This screen stopped because of a fault in the assistant" actions={<Button onPress={() => window.location.reload()}>Reload</Button>}>
        <p>What you entered is saved. Reload, or open another screen.</p>
        <p className="mono">{this.state.message}</p>
      </EmptyState>
    )
  }
}
