export * from "../core/address.ts"
