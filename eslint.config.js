import globals from 'globals'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const only = (message, ...names) => ({ paths: names.map((name) => ({ name, message })) })

export default tseslint.config(
  { ignores: ['out/', '.tsbuild/', 'node_modules/', 'test-results/', 'playwright-report/', '.dependency-cruiser.cjs'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` list and a union.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // The driver's and thrift's answers are untyped at the edges; each file narrows them before they leave.
    files: ['src/sandbox/wire/**/*.ts', 'test/integration/**/*.ts', 'test/bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src/main/hosts/cli/**/*.ts', 'src/main/browser.ts', 'src/main/hosts/browser/**/*.ts', 'src/sandbox/main.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.ts', 'vitest.config.ts', 'playwright.config.ts', 'electron.vite.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/index.ts', 'src/main/hosts/electron/**', 'src/main/adapters/secrets/electron-*', 'src/preload/**'],
    rules: { 'no-restricted-imports': ['error', only('Electron stays in its host, the preload and its secret store: importing it elsewhere starts a download.', 'electron')] },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    ignores: ['src/renderer/**/*-store.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [...only('State lives in *-store.ts modules.', 'zustand', 'zustand/vanilla').paths, { name: 'electron', message: 'The renderer never sees Electron.' }] }],
    },
  },
  {
    files: ['scripts/**/*.mjs', '*.js'],
    languageOptions: { globals: globals.node },
  },
)
