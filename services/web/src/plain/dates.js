export * from "../core/dates.ts"
