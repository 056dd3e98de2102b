import { useEffect } from "ui";

/** The browser tab's title, which screen readers also announce on a change of page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
}
