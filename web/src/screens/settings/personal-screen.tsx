import { h } from "ui";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { DisplayCard } from "./display-card";
import { later } from "../../later";
import { ProfileCard } from "./profile-card";
import { SettingsPage } from "./settings-page";
import { SignalCard } from "./signal-card";

const PasswordCard = later(() => import("./password-card"));

export default function PersonalScreen() {
  return (
    <SettingsPage title={t("settings.personal")}>
      <ProfileCard />
      <DisplayCard />
      <SignalCard />
      <PasswordCard />
    </SettingsPage>
  );
}
