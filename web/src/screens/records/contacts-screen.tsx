import { h } from "ui";
import { RecordList } from "./record-list";

export default function ContactsScreen() {
  return <RecordList moduleName="Contacts" />;
}
