import { auditCommand } from './audit-command'
import { parseCommandLine } from './command-line'
import { applyCommand } from './apply-command'
import { diagnoseCommand } from './diagnose-command'
import { exportCommand } from './export-command'
import { EXIT_USAGE, type ExitCode, type Io } from './io'
import { planCommand } from './plan-command'
import { testCommand } from './test-command'

/** The whole command line, given its arguments without node and script. Answers the exit code. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  const command = parseCommandLine(argv)
  switch (command.kind) {
    case 'end':
      if (command.out !== '') io.out(command.out)
      if (command.err !== '') io.err(command.err)
      return command.code
    case 'test':
      return testCommand(command, io)
    case 'export':
      return exportCommand(command, io)
    case 'audit':
      return auditCommand(command, io)
    case 'diagnose':
      return diagnoseCommand(command, io)
    case 'plan':
      return planCommand(command, io)
    case 'apply':
      return applyCommand(command, io)
    case 'sandbox':
      // A program of its own, so that the application can reach it only through its URL.
      io.err('The sandbox workspace is started with: npm run -s cli -- sandbox\n')
      return EXIT_USAGE
  }
}
