/** The row that is on its way, for pointers; by keyboard it is Alt and an arrow, or the menu. */
export const drag = $state<{
  row: { id: string; place: (after: string | null, said: string, start_on: string) => Promise<void> } | null
}>({ row: null })
