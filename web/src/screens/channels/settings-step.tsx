import { h, useState } from "ui";
import type { ChannelSettings } from "../../api/schema";
import { t } from "../../i18n/t";
import { SettingsFields, nicknameFault } from "./settings-fields";
import { WizardFrame } from "./wizard-frame";

interface Props {
  readonly settings: ChannelSettings;
  readonly onChange: (settings: ChannelSettings) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** What the team calls the account, and what becomes of new people. */
export default function SettingsStep({ settings, onChange, onBack, onNext }: Props) {
  const [tried, setTried] = useState(false);
  const next = () => {
    setTried(true);
    if (!nicknameFault(settings.nickname)) onNext();
  };
  return (
    <WizardFrame title={t("connect.step.settings")} next={t("connect.next")} onBack={onBack} onNext={next}>
      <SettingsFields settings={settings} tried={tried} error={null} onChange={onChange} />
    </WizardFrame>
  );
}
