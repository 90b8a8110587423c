/** What state.js finds in a browser: an address with its way back, a store, a theme. Import it before what imports state.js. */

const page = new EventTarget();
let hash = "";
const store = new Map();

const BROWSER = {
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
  dispatchEvent: page.dispatchEvent.bind(page),
  location: {
    origin: "http://localhost:8000",
    get hash() {
      return hash;
    },
    set hash(next) {
      hash = next;
      page.dispatchEvent(new Event("hashchange"));
    },
  },
  history: {
    replaceState: (_state, _title, next) => {
      hash = next;
    },
  },
  localStorage: {
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => store.set(key, value),
    removeItem: (key) => store.delete(key),
  },
  matchMedia: () => Object.assign(new EventTarget(), { matches: false }),
  getComputedStyle: () => ({ color: "rgb(0, 0, 0)" }),
  CSSStyleSheet: class {
    replaceSync() {}
  },
  document: {
    adoptedStyleSheets: [],
    addEventListener: page.addEventListener.bind(page),
    hidden: false,
    title: "",
    createElement: () => ({ style: {}, remove() {} }),
    body: { append() {} },
    documentElement: { dataset: {} },
  },
};
for (const [name, value] of Object.entries(BROWSER)) Object.defineProperty(globalThis, name, { value, configurable: true });
