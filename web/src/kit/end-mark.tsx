import { h, useEffect, useRef } from "ui";
import { t } from "../i18n/t";
import { Spinner } from "./spinner";

/** Stands below a list of which more can be loaded, and says when it comes into view. */
export function EndMark({ onSeen }: { readonly onSeen: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  useEffect(() => {
    if (!mark.current) return undefined;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && seen.current(), { rootMargin: "400px" });
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, []);
  return <div ref={mark} className="end-mark"><Spinner text={t("loading")} /></div>;
}
