import { h } from "ui";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { DisplayCard } from "./display-card";
import { PasswordCard } from "./password-card";
import { ProfileCard } from "./profile-card";
import { SettingsPage } from "./settings-page";
import { SignalCard } from "./signal-card";

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
