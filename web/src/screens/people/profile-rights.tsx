import { h } from "ui";
import type { Right } from "../../api/schema";
import { t } from "../../i18n/t";
import { Switch } from "../../kit/switch";
import { type ProfileDraft, withRight } from "./profile-draft";

const rights: readonly Right[] = ["view_messages", "send_messages", "manage_predefined_texts", "manage_views", "export", "manage_templates", "manage_automation", "manage_channels"];

interface Props {
  readonly draft: ProfileDraft;
  readonly fixed: boolean;
  readonly onChange: (draft: ProfileDraft) => void;
}

/** What one may do beyond records. */
export function RightList({ draft, fixed, onChange }: Props) {
  return (
    <ul className="right-list">
      {rights.map((right) => (
        <li key={right}><Switch label={t(`profiles.right.${right}`)} hint={t(`profiles.right.${right}.text`)} on={draft.rights.has(right)} disabled={fixed} onChange={(on) => onChange(withRight(draft, right, on))} /></li>
      ))}
    </ul>
  );
}
