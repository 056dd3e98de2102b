import { useEffect, useState } from "ui";

/** The server's clock runs ahead of the browser's by this much; with a demo server, by days perhaps. */
let aheadMs = 0;

export function setServerTime(now: string): void {
  const time = Date.parse(now);
  if (Number.isFinite(time)) aheadMs = time - Date.now();
}

export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** The server's time, drawn anew every so many milliseconds. */
export function useServerNow(everyMs: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    setNow(serverNow());
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
