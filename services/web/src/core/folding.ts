/** Without case and accents: people type in a hurry. */
export const folded = (text: string): string =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d")
