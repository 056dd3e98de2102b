import { useEffect, useRef, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Id } from "../../api/schema";
import { t } from "../../i18n/t";
import { MOST_BYTES, upload } from "./upload";

export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly sent: number;
  /** Why it failed; null while it is under way or waiting. */
  readonly fault: string | null;
}

export interface Uploads {
  readonly list: readonly Upload[];
  readonly add: (files: readonly File[]) => void;
  readonly again: (one: Upload) => void;
  /** Cancels what is under way, or forgets what failed. */
  readonly drop: (one: Upload) => void;
}

const AT_ONCE = 2;
let lastKey = 0;

/** Sends files to a record, two at a time. Leaving the page cancels what is under way. */
export function useUploads(record: Id, onAdded: () => void): Uploads {
  const [list, setList] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<number, AbortController>()).current;
  const change = (key: number, said: Partial<Upload>) => setList((held) => held.map((one) => (one.key === key ? { ...one, ...said } : one)));
  const forget = (key: number) => setList((held) => held.filter((one) => one.key !== key));
  useEffect(() => () => {
    for (const controller of running.values()) controller.abort();
  }, [running]);

  const start = async (one: Upload) => {
    const controller = new AbortController();
    running.set(one.key, controller);
    try {
      await upload(record, one.file, (sent) => change(one.key, { sent }), controller.signal);
      forget(one.key);
      onAdded();
    } catch (error) {
      if (controller.signal.aborted) forget(one.key);
      else change(one.key, { fault: sentenceFor(error) });
    } finally {
      running.delete(one.key);
    }
  };
  useEffect(() => {
    for (const one of list) if (one.fault === null && !running.has(one.key) && running.size < AT_ONCE) void start(one);
    // Whatever changes the list may have made room.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [list]);
  return {
    list,
    add: (files) => setList((held) => [...held, ...files.map((file) => {
      lastKey += 1;
      return { key: lastKey, file, sent: 0, fault: file.size > MOST_BYTES ? t("files.tooLarge") : null };
    })]),
    again: (one) => change(one.key, { sent: 0, fault: null }),
    drop: (one) => {
      const controller = running.get(one.key);
      if (controller) controller.abort();
      else forget(one.key);
    },
  };
}
