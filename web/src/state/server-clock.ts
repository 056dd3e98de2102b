import { useEffect, useState } from "ui";
import { call } from "../api/client";
import { createStore } from "./store";

/** The server's clock runs ahead of the browser's by this much; with a demo server, by days perhaps. */
const aheadMs = createStore(0);

export function setServerTime(now: string): void {
  const time = Date.parse(now);
  if (Number.isFinite(time)) aheadMs.set(time - Date.now());
}

export async function readServerTime(): Promise<void> {
  setServerTime((await call("getMe")).now);
}

export function serverNow(): number {
  return Date.now() + aheadMs.get();
}

/** The server's time, drawn anew every so many milliseconds, and at once when the server's clock is moved. */
export function useServerNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const look = () => setNow(serverNow());
    look();
    const timer = setInterval(look, everyMs);
    const stop = aheadMs.subscribe(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [everyMs]);
  return now;
}
