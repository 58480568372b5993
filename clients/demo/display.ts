/** The texts of one panel. */
export interface Display {
  /** Shows a text at the place of this name. */
  show(name: string, text: string): void;
  /** Sets an attribute of the panel's data, for the style. */
  mark(name: string, value: string): void;
  /** While frozen, only the newest of each is kept, and shown when the picture goes on. */
  freeze(isOn: boolean): void;
}

/** The places of an element are its descendants with `data-show`. */
export function createDisplay(element: HTMLElement): Display {
  const pending = new Map<string, () => void>();
  let isFrozen = false;

  function put(key: string, write: () => void): void {
    if (isFrozen) pending.set(key, write);
    else write();
  }

  return {
    show(name, text) {
      put(`text ${name}`, () => {
        const place = element.querySelector(`[data-show="${name}"]`);
        if (place && place.textContent !== text) place.textContent = text;
      });
    },
    mark(name, value) {
      put(`data ${name}`, () => {
        if (element.dataset[name] !== value) element.dataset[name] = value;
      });
    },
    freeze(isOn) {
      isFrozen = isOn;
      if (isOn) return;
      for (const write of pending.values()) write();
      pending.clear();
    },
  };
}
