/** One's own avatar, with what one can set: name, colour, light or dark. */
import { Monitor, Moon, Sun, UserPen } from "lucide-react";
import { useState } from "react";
import { OwnAvatar } from "../ui/avatar.js";
import { Menu, MenuChoices, MenuGroup, MenuItem } from "../ui/menu.js";
import { chooseTheme, useTheme } from "../ui/theme.js";
import { useGuest } from "./guest.js";
import { NameDialog } from "./name-dialog.js";

const themeChoices = [
  { value: "system", label: "As the system", icon: <Monitor aria-hidden="true" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden="true" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden="true" /> },
] as const;

export function AccountMenu() {
  const guest = useGuest();
  const theme = useTheme();
  const [naming, setNaming] = useState(false);
  return (
    <>
      <Menu trigger={<OwnAvatar name={guest.name} />}>
        <MenuGroup label={guest.name}>
          <MenuItem icon={<UserPen aria-hidden="true" />} onSelect={() => setNaming(true)}>
            Your name and colour
          </MenuItem>
        </MenuGroup>
        <MenuChoices label="Theme" value={theme} choices={themeChoices} onChoose={chooseTheme} />
      </Menu>
      {naming && <NameDialog onClose={() => setNaming(false)} />}
    </>
  );
}
