/** How a handler becomes one file. ESM, because a dependency waits for its WebAssembly at the top level. */
export const BUNDLING = {
  target: 'node22',
  minify: true,
  sourceMap: false,
  mainFields: ['module', 'main'],
  externalModules: [] as string[],
  // Dependencies in CommonJS call require, which an ES module does not have.
  banner: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);",
  commandHooks: {
    beforeBundling: (): string[] => [],
    beforeInstall: (): string[] => [],
    afterBundling: (input: string, output: string): string[] => [
      `cp -R ${input}/algorithms/rules/geography ${output}/geography`,
    ],
  },
}
