import { type HelpPage, list, shell, table, text } from '../help-page'

export const commandLine: HelpPage = {
  id: 'command-line',
  title: 'Command line',
  lead: 'The same without a window, for a remote shell or a pipeline.',
  sections: [
    {
      title: 'Test a connection',
      blocks: [
        text('The token is read from `DATABRICKS_TOKEN` or from standard input. There is no option for it, so it stays out of the shell’s history and the process list.'),
        shell(
          [
            'read -rs DATABRICKS_TOKEN && export DATABRICKS_TOKEN',
            'npm run -s cli -- test --host adb-1234567890123456.7.azuredatabricks.net --port 443 \\',
            '  --http-path /sql/1.0/warehouses/0123456789abcdef --catalog retail --schema sales',
          ].join('\n'),
        ),
        list(
          '`--table` (more than once) chooses the tables to read; without it a sample is read.',
          '`--start-warehouse` allows a stopped warehouse to be started. That costs money.',
          '`--ca-file` names the certificate authority of a proxy or of the sandbox.',
          '`--json` writes one JSON document to standard output, all else to standard error.',
        ),
      ],
    },
    {
      title: 'Other commands',
      blocks: [
        table(
          ['Command', 'Does'],
          ['`cli -- plan`', 'Prints what a goal takes, as SQL, Databricks CLI, Terraform or JSON. Changes nothing.'],
          ['`cli -- apply`', 'Does it and reads it back; run again, it goes on where it stopped.'],
          ['`cli -- audit`', 'What the identity can do against what it needs, as JSON, HTML, Markdown, CSV or SARIF.'],
          ['`cli -- export`', 'Writes the configuration to hand over.'],
          ['`cli -- diagnose --json`', 'Reads errors as JSON lines and writes the diagnosis of each.'],
          ['`cli -- sandbox --json`', 'Starts the sandbox workspace and prints how to reach it.'],
        ),
      ],
    },
    {
      title: 'Exit codes',
      blocks: [table(['Code', 'Means'], ['0', 'Fine: ready for CleverTap, improvements allowed.'], ['1', 'The check failed, or something could not be proven.'], ['2', 'Wrong usage.'], ['3', 'An internal error.'])],
    },
  ],
}
