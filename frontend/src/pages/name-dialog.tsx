/** Asks what the others should see: a name and one of twelve colours. */
import { useState } from "react";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { personColors, personStyle } from "../ui/people-colors.js";
import { changeGuest, maxNameLength, useGuest } from "./guest.js";

export function NameDialog({ onClose }: { readonly onClose: () => void }) {
  const guest = useGuest();
  const [name, setName] = useState(guest.name);
  const [color, setColor] = useState(guest.color);
  const nameless = name.trim() === "";
  const save = () => {
    if (nameless) return;
    changeGuest({ name, color });
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title="Your name" agree="Save" busy={nameless} onAgree={save}>
      <Field
        label="Name"
        hint="The others see it at your caret. It is kept on this device."
        error={nameless ? "Write a name, so that the others know who is here." : undefined}
        value={name}
        maxLength={maxNameLength}
        onChange={(event) => setName(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
      />
      <fieldset className="swatches">
        <legend>Colour</legend>
        {personColors.map((choice) => (
          <input
            key={choice.hex}
            type="radio"
            name="color"
            className="swatch"
            aria-label={choice.name}
            style={personStyle(choice.hex)}
            value={choice.hex}
            checked={choice.hex === color}
            onChange={() => setColor(choice.hex)}
          />
        ))}
      </fieldset>
    </Dialog>
  );
}
