import { h } from "ui";
import { t } from "../i18n/t";
import { Icon } from "../kit/icon";
import { paletteKeys, paletteStore } from "./palette-open";

/** Looks like the field it opens. */
export default function SearchButton() {
  return (
    <button type="button" className="search-button" aria-haspopup="dialog" onClick={() => paletteStore.set(true)}>
      <Icon name="search" size={16} />
      <span>{t("rail.searchOrRun")}</span>
      <kbd className="kbd">{paletteKeys}</kbd>
    </button>
  );
}
