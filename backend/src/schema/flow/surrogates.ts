/**
 * Characters of two code units, such as most emoji. Yjs makes U+FFFD of each half of a divided one, so none may be
 * divided in the flow, whatever an editor did.
 */

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Whether `at` lies between the two halves of one character. */
export function dividesCharacter(text: string, at: number): boolean {
  return at > 0 && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

/** The text without halves that stand alone. */
export function wholeCharacters(text: string): string {
  // With the flag, a pair is one character and no surrogate.
  return text.replaceAll(/[\ud800-\udfff]/gu, "");
}
