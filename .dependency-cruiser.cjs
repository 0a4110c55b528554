/** The import table of docs/architecture.md. No exceptions list: when a rule hurts, move the code. */
const from = (path, ...not) => (not.length ? { path, pathNot: not } : { path })
const forbid = (name, comment, fromPath, toPath, allowed = []) => ({
  name, comment, severity: 'error',
  from: from(fromPath, '\\.test\\.tsx?$'),
  to: { path: toPath, ...(allowed.length ? { pathNot: allowed } : {}) },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', comment: 'A cycle is two rooms pretending to be one.', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-orphans', comment: 'A file nobody imports is dead.', severity: 'error',
      from: { orphan: true, pathNot: ['\\.test\\.tsx?$', '\\.d\\.ts$', '^src/main/(index|browser)\\.ts$', '^src/main/hosts/cli/main\\.ts$', '^src/preload/index\\.ts$', '^src/sandbox/main\\.ts$', '^src/renderer/main\\.tsx$'] }, to: {} },
    { name: 'resolvable', comment: 'Every import must resolve.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    forbid('shared-alone', 'shared runs anywhere: plain TypeScript and zod.', '^src/shared', '^(src/(main|preload|renderer|sandbox)|test)/'),
    { name: 'shared-only-zod', comment: 'shared has no runtime but zod (and CIDR arithmetic).', severity: 'error', from: from('^src/shared', '\\.test\\.tsx?$'), to: { path: 'node_modules', pathNot: ['node_modules/(zod|ipaddr\\.js)/'] } },
    { name: 'shared-no-node', comment: 'shared runs in the renderer too.', severity: 'error', from: from('^src/shared', '\\.test\\.tsx?$'), to: { dependencyTypes: ['core'] } },
    forbid('core-below-adapters', 'The core knows ports, not adapters, hosts, Electron or the sandbox.', '^src/main/core', '^src/(main/(adapters|hosts|compose|index|browser)|preload|renderer|sandbox)'),
    { name: 'core-no-io', comment: 'Effects come in through ports.', severity: 'error', from: from('^src/main/core', '\\.test\\.tsx?$'), to: { path: '^(node:)?(fs|net|tls|http|https|child_process|dns|os)(/|$)', dependencyTypes: ['core'] } },
    forbid('core-no-outside-libraries', 'The core uses zod and CIDR arithmetic only.', '^src/main/core', 'node_modules', ['node_modules/(zod|ipaddr\\.js)/']),
    forbid('adapters-apart', 'Adapters know ports and shared, never the services or the hosts.', '^src/main/adapters', '^src/(main/(hosts|compose|index|browser)|preload|renderer|sandbox)'),
    forbid('adapters-know-ports-only', 'From the core, adapters take ports and secrets only.', '^src/main/adapters', '^src/main/core', ['^src/main/core/ports/', '^src/main/core/secret\\.ts$']),
    ...['databricks', 'storage', 'secrets', 'os'].map((one) => forbid(`adapter-${one}-alone`, 'One adapter never imports another.', `^src/main/adapters/${one}`, '^src/main/adapters', [`^src/main/adapters/${one}`])),
    forbid('hosts-thin', 'Hosts reach adapters only through compose.ts.', '^src/main/hosts', '^src/main/adapters'),
    forbid('preload-only-contract', 'The preload is built from the contract and nothing else.', '^src/preload', '^src/(main|renderer|sandbox|shared/(?!contract/))'),
    forbid('renderer-only-shared', 'The renderer reaches the application through the bridge.', '^src/renderer', '^src/(main|preload|sandbox)'),
    forbid('renderer-shared-below-features', 'Shared parts know no feature.', '^src/renderer/shared', '^src/renderer/(features|app)'),
    forbid('features-below-app', 'Features do not know the app around them.', '^src/renderer/features', '^src/renderer/app'),
    { name: 'features-closed', comment: 'Features are closed to each other; connection-form is the form that two of them share.', severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' }, to: { path: '^src/renderer/features/', pathNot: ['^src/renderer/features/$1/', '^src/renderer/features/connection-form/'] } },
    forbid('sandbox-apart', 'The sandbox shares plain data types and SQL names only, so that it can contradict the audit.', '^src/sandbox', '^src/(main|preload|renderer|shared/(?!(sandbox/|sql/identifiers)))'),
    forbid('sandbox-only-by-url', 'The application reaches the sandbox through its URL.', '^src/(main|preload|renderer|shared)', '^src/sandbox'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'], extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'] },
  },
}
