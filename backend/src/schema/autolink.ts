/**
 * Which changes Tiptap looks through for an address that somebody just typed. It compares every stretch that changed
 * with every other one, which takes it seconds where thousands of blocks become headings; and whoever types an address
 * makes it a link, not everybody who sees it.
 */
import { Plugin, type Transaction } from "@tiptap/pm/state";

/** Nobody types in so many places at once. */
const maxSteps = 64;

const isTyping = (transaction: Transaction): boolean =>
  transaction.steps.length <= maxSteps && transaction.getMeta("y-sync$")?.isChangeOrigin !== true;

/** The plugin, asked about one's own changes of a few places only. */
export function sparing(plugin: Plugin): Plugin {
  const look = plugin.spec.appendTransaction;
  if (look === undefined) return plugin;
  return new Plugin({
    ...plugin.spec,
    appendTransaction: (transactions, before, after) =>
      transactions.every(isTyping) ? look.call(plugin, transactions, before, after) : null,
  });
}
