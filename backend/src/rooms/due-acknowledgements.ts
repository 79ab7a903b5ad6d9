/** Members who have something to be told about their messages: once a flush, or once a turn where nothing is flushed. */
import type { Member } from "./member.js";

export class DueAcknowledgements {
  readonly #members = new Set<Member>();
  #scheduled = false;

  add(member: Member): void {
    this.#members.add(member);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.flush();
    });
  }

  flush(): void {
    for (const member of this.#members) member.acknowledge();
    this.#members.clear();
  }

  forget(member: Member): void {
    this.#members.delete(member);
  }
}
