/**
 * Who indents, quotes or lists what stands as deep as a page goes changes nothing: the flow would only take the container
 * away again, and an item would be none any more. What is pasted too deep comes, and stands where there is room for it.
 */
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { ReplaceAroundStep } from "@tiptap/pm/transform";
import { depthOf, maxContainers } from "./flow/nesting.js";

export const DepthLimit = Extension.create({
  name: "depthLimit",

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey("depthLimit"),
        filterTransaction: ({ steps, doc, before }) =>
          !steps.some((step) => step instanceof ReplaceAroundStep) ||
          depthOf(doc) <= maxContainers ||
          doc.textContent !== before.textContent,
      }),
    ];
  },
});
