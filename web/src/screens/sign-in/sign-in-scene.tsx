import { h, useState } from "ui";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Icon } from "../../kit/icon";
import type { IconName } from "../../kit/icon-names";
import { MessageBubble } from "../../kit/message-bubble";
import { WindowMeter } from "../../kit/window-meter";

const points: readonly (readonly [IconName, "signIn.pitch.window" | "signIn.pitch.template" | "signIn.pitch.owned"])[] = [
  ["clock", "signIn.pitch.window"],
  ["layout-template", "signIn.pitch.template"],
  ["shield-check", "signIn.pitch.owned"],
];

/** Beside the sign-in form: what Parley is, shown with its own parts. */
export function SignInScene() {
  const [closes] = useState(() => Date.now() + 23.9 * 3_600_000);
  return (
    <aside className="welcome-scene" aria-label="Parley">
      <div className="scene-thread" aria-hidden="true">
        <div className="scene-head">
          <Avatar name={t("signIn.scene.name")} seed="1" size={40} channel="whatsapp" />
          <div><b>{t("signIn.scene.name")}</b><WindowMeter closesAt={closes} /></div>
        </div>
        <div className="scene-log">
          <MessageBubble own={false} author={t("signIn.scene.name")} text={t("signIn.scene.customer")} time="10:02" />
          <MessageBubble own author={t("signIn.scene.agent")} text={t("signIn.scene.reply")} time="10:03" status="read" />
          <MessageBubble own={false} author={t("signIn.scene.name")} text={t("signIn.scene.thanks")} time="10:04" />
        </div>
      </div>
      <h2>{t("signIn.pitch.title")}</h2>
      <ul>
        {points.map(([icon, key]) => <li key={key}><Icon name={icon} size={20} />{t(key)}</li>)}
      </ul>
    </aside>
  );
}
