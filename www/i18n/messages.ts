// The strings of the page; `zh-CN.ts` is the source, `en.ts` its twin.

/** Every string of the shell and of the data place, by language. */
export interface Messages {
  readonly app: { readonly name: string };
}
