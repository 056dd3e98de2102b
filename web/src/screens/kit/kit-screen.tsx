import { h } from "ui";
import { useLanguage } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { LanguageAndTheme } from "../../shell/language-and-theme";
import { useTitle } from "../../use-title";
import { KitBell } from "./kit-bell";
import { KitControls } from "./kit-controls";
import { KitLists } from "./kit-lists";
import { KitMerge } from "./kit-merge";
import { KitMessaging } from "./kit-messaging";
import { KitMarks } from "./kit-marks";
import { samples } from "./samples";

/** Every component with its states, for whoever builds or reviews a screen. */
export default function KitScreen() {
  const words = samples(useLanguage());
  useTitle(words.title);
  return (
    <main className="kit">
      <header><Icon name="logo" size={32} /><h1>{words.title}</h1><LanguageAndTheme /></header>
      <div className="kit-columns">
        <KitControls words={words} />
        <KitMerge words={words} />
        <KitMarks words={words} />
        <KitBell words={words} />
        <KitLists words={words} />
        <KitMessaging words={words} />
      </div>
    </main>
  );
}
