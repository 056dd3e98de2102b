import { createStore, useStore } from "./state/store";

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

export type Parameters = Readonly<Record<string, string>>;

const place = createStore<Place>(read());
/** Asked before the place changes; true: it stays, and `go` is called later or never. */
let guard: ((go: () => void) => boolean) | null = null;

/** For a page that would lose what was typed. Returns its end. */
export function guardPlace(asked: (go: () => void) => boolean): () => void {
  guard = asked;
  return () => {
    if (guard === asked) guard = null;
  };
}

function read(): Place {
  if (typeof location === "undefined") return { path: "/", query: new URLSearchParams() };
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

if (typeof addEventListener === "function" && typeof location !== "undefined") {
  addEventListener("popstate", () => {
    const to = location.pathname + location.search;
    const { path, query } = place.get();
    // The step back is taken back until it is answered.
    if (guard?.(() => navigate(to))) history.pushState(null, "", `${path}?${query}`);
    else place.set(read());
  });
}

export function usePlace(): Place {
  return useStore(place);
}

export function currentPlace(): Place {
  return place.get();
}

/** Goes to a path of this app. `replace` leaves no step back to the present one. */
export function navigate(to: string, { replace = false } = {}): void {
  if (guard?.(() => navigate(to, { replace }))) return;
  if (replace) history.replaceState(null, "", to);
  else if (to !== location.pathname + location.search) history.pushState(null, "", to);
  place.set(read());
  if (!replace) scrollTo(0, 0);
}

/** `/leads/:id` against `/leads/42`; null when it does not match. */
export function match(pattern: string, path: string): Parameters | null {
  const wanted = pattern.split("/").filter(Boolean);
  const given = path.split("/").filter(Boolean);
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) {
      try {
        parameters[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    } else if (part !== value) return null;
  }
  return parameters;
}

/** Whether the path is the entry's own or lies below it. */
export function isWithin(entry: string, path: string): boolean {
  return path === entry || path.startsWith(`${entry}/`);
}

/** Where to go after signing in: a path of this app, never another site's address. */
export function safeReturn(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) && !isWithin("/signin", next) && !isWithin("/setup", next) && !isWithin("/join", next) ? next : "/";
}
