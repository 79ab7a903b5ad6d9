/**
 * What each container stands in, as far out as it goes. Two people who put two things into each other close a circle:
 * one of the two stays where it was then, for all that is in it.
 */
import { type Container, parentBefore, type Registry, readContainer } from "./containers.js";
import { maxContainers } from "./nesting.js";

/** Two people who meet may each have gone as deep as a page goes. */
const mostPassed = 2 * maxContainers;

export class Ancestry {
  readonly #registry: Registry;
  /** Parents that hold instead of those that close a circle. */
  readonly #replaced = new Map<string, string>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  registryChanged(): void {
    this.#replaced.clear();
  }

  /** The container of this id and those around it, outwards, each with the parent that holds. */
  of(id: string): readonly Container[] {
    for (;;) {
      const found = new Map<string, Container>();
      let at = id;
      while (at !== "" && !found.has(at) && found.size < mostPassed) {
        const container = readContainer(this.#registry, at);
        if (container === null) break;
        const parent = this.#replaced.get(at) ?? container.parent;
        found.set(at, { ...container, parent });
        at = parent;
      }
      const all = [...found.values()];
      if (!found.has(at) || all.length === mostPassed) return all;
      this.#open(all.slice(all.findIndex((one) => one.id === at)));
    }
  }

  /** Ends: each round sets one more, or one for good. */
  #open(circle: readonly Container[]): void {
    const again = least(circle.filter(({ id }) => this.#replaced.has(id)));
    const moved = least(circle.filter(({ id }) => parentBefore(this.#registry, id) !== null));
    if (again !== undefined) this.#replaced.set(again, "");
    else if (moved !== undefined) this.#replaced.set(moved, parentBefore(this.#registry, moved) ?? "");
    else this.#replaced.set(least(circle) ?? "", "");
  }
}

function least(containers: readonly Container[]): string | undefined {
  return containers
    .map(({ id }) => id)
    .reduce<string | undefined>((one, id) => (one === undefined || id < one ? id : one), undefined);
}
