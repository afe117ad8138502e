/** Whether the last attempt to reach the server failed. */
export const network = $state({ away: false })
