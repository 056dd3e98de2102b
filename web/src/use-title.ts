import { useEffect } from "ui";

let page = "";
let waiting = 0;

function show(): void {
  const count = waiting > 0 ? `(${waiting > 99 ? "99+" : waiting}) ` : "";
  document.title = page === "" ? `${count}Parley` : `${count}${page} · Parley`;
}

/** The browser tab's title, which screen readers also announce on a change of page. */
export function useTitle(title: string): void {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** How many signals are unread, before the title, for as long as somebody is signed in. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    waiting = count;
    show();
    return () => {
      waiting = 0;
      show();
    };
  }, [count]);
}
