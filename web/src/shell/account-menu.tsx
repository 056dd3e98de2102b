import { type RefObject, h } from "ui";
import { sentenceFor } from "../api/problem";
import type { MeChange } from "../api/schema";
import { languageNames, languages } from "../i18n/language";
import { language, t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { Menu, type MenuEntry } from "../kit/menu";
import { toast } from "../kit/toast";
import { navigate } from "../router";
import { changeMe, signOut, useMe } from "../state/session";
import { useStore } from "../state/store";
import { themeStore } from "../state/theme";
import { railPlacement } from "./rail-placement";
import { themeIcons, themes } from "./themes";

/** What concerns oneself: settings, language, theme, leaving. */
export default function AccountMenu({ anchor, onClose }: { readonly anchor: RefObject<HTMLButtonElement>; readonly onClose: () => void }) {
  const { user } = useMe();
  const theme = useStore(themeStore);
  const change = (what: MeChange) => void changeMe(what).catch((error: unknown) => toast({ text: sentenceFor(error), tone: "danger" }));

  const entries: MenuEntry[] = [
    { label: t("account.personal"), icon: "user", onSelect: () => navigate("/settings/personal") },
    { kind: "line" },
    { kind: "heading", label: t("account.language") },
    ...languages.map((one): MenuEntry => ({ label: languageNames[one], icon: "languages", checked: language() === one, stays: true, onSelect: () => change({ language: one }) })),
    { kind: "heading", label: t("account.theme") },
    ...themes.map((one): MenuEntry => ({ label: t(`theme.${one}`), icon: themeIcons[one], checked: theme === one, stays: true, onSelect: () => change({ theme: one }) })),
    { kind: "line" },
    {
      label: t("account.signOut"), icon: "log-out", onSelect: () => {
        signOut().then(() => navigate("/signin", { replace: true }), (error: unknown) => toast({ text: sentenceFor(error), tone: "danger" }));
      },
    },
  ];
  return (
    <Menu
      anchor={anchor}
      label={t("rail.account")}
      placement={railPlacement()}
      entries={entries}
      onClose={onClose}
      header={<div className="account-card"><Avatar name={user.name} seed={user.id} size={40} /><div><b className="cut">{user.name}</b><span className="cut">{user.email}</span></div></div>}
    />
  );
}
