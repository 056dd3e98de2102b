import { useCallback, useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import type { Record as CRMRecord, RecordQuery } from "../../api/schema";
import { useLive } from "../../state/live";
import { Questions } from "../../state/questions";

interface Pages {
  readonly key: string;
  readonly records: readonly CRMRecord[];
  readonly next: string | null;
  readonly count: number | null;
}

const PAGE = 50;
const MOST_AT_ONCE = 100;

/** The records of a query, page after page; what others change is taken in as far as one has scrolled. */
export function useRecords(module: string, query: RecordQuery | null) {
  const key = JSON.stringify(query);
  const [pages, setPages] = useState<Pages | null>(null);
  const [error, setError] = useState<unknown>(null);
  const questions = useRef(new Questions()).current;
  const held = pages?.key === key ? pages : null;
  const present = useRef({ key, loaded: 0 });
  present.current = { key, loaded: held?.records.length ?? 0 };

  const refresh = useCallback(async () => {
    const asked = JSON.parse(key) as RecordQuery | null;
    if (!asked) return;
    const isLatest = questions.ask();
    const wanted = Math.max(PAGE, present.current.loaded);
    try {
      const records: CRMRecord[] = [];
      let cursor: string | null = null;
      let count: number | null = null;
      do {
        const page: Awaited<ReturnType<typeof ask>> = await ask(module, { ...asked, limit: Math.min(MOST_AT_ONCE, wanted - records.length), ...(cursor === null ? { count: true } : { cursor }) });
        records.push(...page.records);
        count = page.count ?? count;
        cursor = page.next_cursor;
      } while (cursor !== null && records.length < wanted);
      if (present.current.key !== key || !isLatest()) return;
      setPages({ key, records, next: cursor, count });
      setError(null);
    } catch (problem) {
      if (present.current.key === key && isLatest()) setError(problem);
    }
  }, [module, key, questions]);
  const more = async () => {
    if (held?.next == null) return;
    try {
      const page = await ask(module, { ...(JSON.parse(key) as RecordQuery), limit: PAGE, cursor: held.next });
      setPages((now) => {
        if (now?.key !== key || now.next !== held.next) return now;
        const known = new Set(now.records.map((record) => record.id));
        return { ...now, records: [...now.records, ...page.records.filter((record) => !known.has(record.id))], next: page.next_cursor };
      });
    } catch (problem) {
      setError(problem);
    }
  };
  useEffect(() => {
    setError(null);
    void refresh();
  }, [refresh]);
  useLive("records", refresh);
  // While another question is under way the old answer stays, so that nothing flickers.
  return { records: pages?.records ?? null, count: pages?.count ?? null, hasMore: held?.next != null, isPresent: held !== null, error, refresh, more };
}

function ask(module: string, body: RecordQuery) {
  return call("queryRecords", { path: { module }, body });
}
