import js from "@eslint/js"
import svelte from "eslint-plugin-svelte"
import globals from "globals"
import typescript from "typescript-eslint"
import svelteConfig from "./svelte.config.js"

export default typescript.config(
  { ignores: ["dist/", "node_modules/", "src/core/openapi.d.ts"] },
  js.configs.recommended,
  { files: ["**/*.ts", "**/*.svelte"], extends: [typescript.configs.strict, typescript.configs.stylistic] },
  svelte.configs.recommended,
  svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: typescript.parser, svelteConfig } },
  },
  {
    rules: {
      complexity: ["error", 10],
      "no-empty": ["error", { allowEmptyCatch: true }],
      "svelte/prefer-svelte-reactivity": "off", // a Set that is made, read and forgotten needs no signals
      "svelte/no-navigation-without-resolve": "off", // its router is ours: addresses behind #
    },
  },
)
