/** What stands in a person's circle: the first letter of the name, `#` for a bare number. */
export function avatarLetter(name: string): string {
  const first = [...name.trim()].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? "";
  return first === "" || /\d/.test(first) ? "#" : first.toLocaleUpperCase();
}

/** One of six colours, always the same for the same person. */
export function avatarColour(seed: string): 1 | 2 | 3 | 4 | 5 | 6 {
  let sum = 0;
  for (const sign of seed) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 65_521;
  return ((sum % 6) + 1) as 1 | 2 | 3 | 4 | 5 | 6;
}
