import { h } from "ui";
import { RecordList } from "./record-list";

export default function LeadsScreen() {
  return <RecordList moduleName="Leads" />;
}
