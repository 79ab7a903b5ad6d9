/** The style of the block with the caret, and the menu to change it. In toolbar and bubble menu. */
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "../../ui/button.js";
import { Menu, MenuGroup, MenuItem } from "../../ui/menu.js";
import { applyFormat, currentStyle, styles } from "../formats.js";

export interface StyleMenuProps extends ComponentProps<"button"> {
  readonly editor: Editor;
  readonly onOpenChange?: (open: boolean) => void;
}

export function StyleMenu({ editor, onOpenChange, ...rest }: StyleMenuProps) {
  const label = useEditorState({ editor, selector: ({ editor }) => currentStyle(editor).label });
  return (
    <Menu
      align="start"
      onClosed={() => editor.view.focus()}
      {...(onOpenChange && { onOpenChange })}
      trigger={
        <Button look="ghost" className="style" aria-label={`${label}, text style`} {...rest}>
          {label}
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    >
      <MenuGroup>
        {styles.map((style) => (
          <MenuItem
            key={style.id}
            icon={<style.icon aria-hidden="true" />}
            keys={style.keys}
            onSelect={() => style.label !== label && applyFormat(editor, style)}
          >
            {style.label}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
