import { call } from "../api/client";
import type { Id } from "../api/schema";
import { useLoaded } from "../state/loaded";
import type { MergeFields } from "./merge-fields";

/** Stands between the tokens of one question and in no value. */
const BETWEEN = "\u241E";
const AT_ONCE = 3_600;
const MOST_QUESTIONS = 8;

/** What each merge field says of a record, by its token; blank where the record says nothing, empty until it is known. */
export function useMergeValues(module: string, record: Id | null, language: string, fields: MergeFields | null): ReadonlyMap<string, string> {
  const tokens = fields?.groups.flatMap((group) => group.choices.map((choice) => choice.token)) ?? [];
  const key = record === null || tokens.length === 0 ? "" : `values of ${record} in ${language} for ${tokens.join(BETWEEN)}`;
  const loaded = useLoaded(key, async () => (key === "" || record === null ? NONE : ask(module, record, language, tokens)));
  return loaded.value ?? NONE;
}

const NONE: ReadonlyMap<string, string> = new Map();

async function ask(module: string, record: Id, language: string, tokens: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const some of bundles(tokens).slice(0, MOST_QUESTIONS)) {
    const { text } = await call("previewMerge", { body: { module, record, language, text: some.join(BETWEEN) } });
    for (const [index, value] of text.split(BETWEEN).entries()) values.set(some[index] ?? "", value);
  }
  return values;
}

/** As many tokens as one question takes. */
function bundles(tokens: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  let size = AT_ONCE;
  for (const token of tokens) {
    size += token.length + BETWEEN.length;
    if (size > AT_ONCE) {
      found.push([]);
      size = token.length;
    }
    found.at(-1)?.push(token);
  }
  return found;
}
