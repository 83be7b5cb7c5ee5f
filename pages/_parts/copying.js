/* The text stands in a field, so that it can be taken by hand where the browser forbids the clipboard. */
export default function ({ parentElement, data }) {
  const [field, button] = ["input", "button"].map((name) => parentElement.querySelector(name));
  field.value = data.text;
  field.setAttribute("aria-label", data.label);
  button.textContent = data.label;
  button.onclick = async () => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(data.text);
      button.textContent = data.done;
    } catch {
      // No clipboard on plain http: the older way still works in most browsers.
      button.textContent = document.execCommand("copy") ? data.done : data.by_hand;
    }
  };
}
