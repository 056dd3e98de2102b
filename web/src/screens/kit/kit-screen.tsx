import { h } from "ui";
import { useLanguage } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { LanguageAndTheme } from "../../shell/language-and-theme";
import { useTitle } from "../../use-title";
import { KitControls } from "./kit-controls";
import { KitLists } from "./kit-lists";
import { KitMessaging } from "./kit-messaging";
import { KitSignals } from "./kit-signals";
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
        <KitSignals words={words} />
        <KitLists words={words} />
        <KitMessaging words={words} />
      </div>
    </main>
  );
}
