/* One entry in the browser's history for each page opened and each choice made. Streamlit adds one whenever the
   address changes: also where a page completes the address it was opened by, and where the page before is given the
   parameters of the one that is opened. */
(() => {
  // What an address tells of its data or of a draft, none of which the reader chooses.
  const told = ["data", "n", "b", "draft"];
  const push = history.pushState.bind(history);
  // The last address that gave other choices to the page before it.
  let turned = "";

  const choices = ({ search }) => {
    const found = new URLSearchParams(search);
    told.forEach((name) => found.delete(name));
    found.sort();
    return found.toString();
  };
  // Every page puts its data version into its address once it stands.
  const isUnfinished = () => !new URLSearchParams(location.search).has("data");

  history.pushState = (state, title, address) => {
    const next = new URL(address, location);
    const isSamePage = next.pathname === location.pathname;
    const isSameChoice = choices(next) === choices(location);
    const isBorrowed = !isSamePage && location.href === turned && next.search === location.search;
    const isStep = !isUnfinished() && !isBorrowed && !(isSamePage && isSameChoice);
    isStep ? push(state, title, address) : history.replaceState(state, title, address);
    if (isSamePage && !isSameChoice) turned = location.href;
  };
})();

/* A link to another page, pressed straight from a field: Streamlit sends what was typed there only after the page asked
   for, with the page before as the one to run, and so goes back to it without its state. The link waits for the field. */
(() => {
  const LONGEST = 500;
  let typed = null;
  let isLeaving = false;

  const isSent = () => document.querySelector('[data-test-script-state="running"]') !== null;
  const follow = (link, until) =>
    isSent() || Date.now() > until ? link.click() : setTimeout(follow, 20, link, until);

  addEventListener("input", ({ target }) => (typed = target), true);
  addEventListener("pointerdown", () => {
    isLeaving = typed !== null && typed === document.activeElement;
    typed = null;
  }, true);
  addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stPageLink-NavLink"]');
    const isPlain = event.isTrusted && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isLeaving || !isPlain) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(follow, 20, link, Date.now() + LONGEST);
  }, true);
})();
