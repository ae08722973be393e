// Lists of words in one line of text.

/** Words of a list that a person writes. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[,，;；、\n]/).map((word) => word.trim()).filter((word) => word !== ''))];
}

/** A list of words as text. */
export const wordsText = (words: readonly string[], english: boolean): string => words.join(english ? ', ' : '，');
