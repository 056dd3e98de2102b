import { h, useState } from "ui";
import type { Module } from "../api/schema";
import { later } from "../later";
import { navigate } from "../router";
import { recordPath } from "../screens/records/record-paths";
import { changed } from "../state/live";
import { PaletteDialog } from "./palette-dialog";
import { paletteStore } from "./palette-open";

const QuickCreateDialog = later(() => import("../screens/records/quick-create-dialog"));

/** The search with its commands; a new record is made right here. */
export default function Palette() {
  const [making, setMaking] = useState<Module | null>(null);
  const close = () => paletteStore.set(false);
  if (!making) return <PaletteDialog onMake={setMaking} onClose={close} />;
  return <QuickCreateDialog module={making} onClose={close} onCreated={(record) => {
    changed("records");
    navigate(recordPath(record.module, record.id));
  }} />;
}
