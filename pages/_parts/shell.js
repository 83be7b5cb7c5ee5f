/* One entry in the browser's history for each page opened and each choice made. Streamlit adds one whenever the
   address changes, also where a page only completes the address it was opened by. */
(() => {
  // What an address tells of its data or of a draft, none of which the reader chooses.
  const told = ["data", "n", "b", "draft"];
  const push = history.pushState.bind(history);

  const choices = ({ search }) => {
    const found = new URLSearchParams(search);
    told.forEach((name) => found.delete(name));
    found.sort();
    return found.toString();
  };
  // Every page puts its data version into its address once it stands.
  const isUnfinished = () => !new URLSearchParams(location.search).has("data");
  const isSameView = (next) => next.pathname === location.pathname && choices(next) === choices(location);

  history.pushState = (state, title, address) => {
    const isStep = !isUnfinished() && !isSameView(new URL(address, location));
    isStep ? push(state, title, address) : history.replaceState(state, title, address);
  };
})();
