import type { Member } from "../../core/api"

export const ROLES: readonly Member["role"][] = ["member", "mentor", "lead"]
