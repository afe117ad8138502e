/**
 * Whether a key belongs to an input method that is still composing. Safari sends the confirming Enter after
 * the composition, with code 229.
 */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229
