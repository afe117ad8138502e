export { hasLeft } from "../core/session.svelte.ts"
