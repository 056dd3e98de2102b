import { type ReactNode, h, useEffect, useRef, useState } from "ui";
import { t } from "../i18n/t";
import { later } from "../later";
import { usePlace } from "../router";
import { findRoute } from "../routes";
import { remember, remembered } from "../state/browser-memory";
import { useLive } from "../state/live";
import { readServerTime } from "../state/server-clock";
import { useStore } from "../state/store";
import { paletteStore, watchPaletteKey } from "./palette-open";
import { refreshMe } from "../state/session";
import { Rail } from "./rail";

const Palette = later(() => import("./palette"));

/** The frame of every signed-in page: rail at the left, or tabs at the bottom of a phone, and the page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { path } = usePlace();
  const [wide, setWide] = useState(remembered("rail") === "wide");
  const main = useRef<HTMLElement>(null);
  const searching = useStore(paletteStore);
  useLive("clock", readServerTime);
  useEffect(watchPaletteKey, []);
  useLive("access", refreshMe);
  const shown = findRoute(path)?.route.Screen;
  const firstShown = useRef(shown);

  // After a change of screen the keyboard starts at the new content, not somewhere in the old.
  useEffect(() => {
    if (firstShown.current === shown) return;
    firstShown.current = shown;
    // Unless the content took the keyboard itself, as the composer does.
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [shown]);
  const toggle = () => {
    remember("rail", wide ? null : "wide");
    setWide(!wide);
  };
  return (
    <div className={wide ? "shell wide" : "shell"}>
      <a className="skip-link" href="#content" onClick={(event) => {
        event.preventDefault();
        main.current?.focus();
      }}>{t("rail.skip")}</a>
      <Rail wide={wide} onToggle={toggle} />
      {searching && <Palette />}
      <main ref={main} id="content" tabIndex={-1}>{children}</main>
    </div>
  );
}
