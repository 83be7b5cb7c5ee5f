/* The picture comes after the click, but the clipboard is asked for within it: Safari allows it only there. */
const PATIENCE = 60_000;
const waiting = new WeakMap();
let clicks = 0;

export default function ({ parentElement, data, setTriggerValue }) {
  const [button, label, status] = ["button", "button span", "i"].map((name) => parentElement.querySelector(name));
  const { words, file, answer } = data;
  const say = (word) => {
    label.textContent = words[word];
    status.textContent = word === "label" ? "" : words[word];
    button.disabled = word === "working";
  };

  const asked = waiting.get(parentElement);
  if (!asked) say("label");
  else if (answer?.click === asked.click) {
    waiting.delete(parentElement);
    answer.svg ? asked.resolve(answer.svg) : asked.reject(new Error("refused"));
  }

  button.onclick = async () => {
    const click = ++clicks;
    const picture = new Promise((resolve, reject) => {
      waiting.set(parentElement, { click, resolve, reject });
      setTimeout(reject, PATIENCE, new Error("late"));
    }).then(drawn);
    say("working");
    setTriggerValue("asked", click);
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      say("done");
    } catch {
      // No clipboard here (plain http, or forbidden): the same picture as a file.
      say(await picture.then((png) => save(png, file), () => "failed"));
    }
  };
}

async function drawn(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {
      width: 2 * image.naturalWidth, height: 2 * image.naturalHeight,
    });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(png, file) {
  const address = URL.createObjectURL(png);
  Object.assign(document.createElement("a"), { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
  return "saved";
}
