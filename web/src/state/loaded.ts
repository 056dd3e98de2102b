import { useCallback, useEffect, useRef, useState } from "ui";
import { Questions } from "./questions";

/** Something asked of the server for a screen. While it is asked anew, the old answer stays. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly error: unknown;
  readonly reload: () => Promise<void>;
  readonly set: (value: T) => void;
}

/** Loads when first drawn and whenever `key` changes; an answer for an old key is dropped, and so is one that a later question overtook. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [held, setHeld] = useState<{ readonly key: string; readonly value: T | null; readonly error: unknown }>({ key, value: null, error: null });
  const present = useRef(key);
  const latest = useRef(load);
  const questions = useRef(new Questions()).current;
  present.current = key;
  latest.current = load;

  const reload = useCallback(async () => {
    const asked = present.current;
    const isLatest = questions.ask();
    const isNews = () => present.current === asked && isLatest();
    try {
      const value = await latest.current();
      if (isNews()) setHeld({ key: asked, value, error: null });
    } catch (error) {
      if (isNews()) setHeld((old) => ({ key: asked, value: old.key === asked ? old.value : null, error }));
    }
  }, [questions]);
  const set = useCallback((value: T) => {
    // What was asked before this was known says nothing newer.
    questions.ask()();
    setHeld({ key: present.current, value, error: null });
  }, [questions]);
  useEffect(() => void reload(), [key, reload]);

  const fits = held.key === key;
  return { value: fits ? held.value : null, error: fits ? held.error : null, reload, set };
}
