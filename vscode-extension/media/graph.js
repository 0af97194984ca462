// The graph's page: tells the extension which box was clicked, and makes the block under the cursor stand out.
const host = acquireVsCodeApi();
const boxes = [...document.querySelectorAll("g[data-id]")];
const notice = document.querySelector("#notice");

for (const box of boxes) {
  const open = () => host.postMessage({ type: "open", address: box.dataset.id });
  box.setAttribute("tabindex", "0");
  box.setAttribute("role", "link");
  box.addEventListener("click", open);
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") open();
  });
}

window.addEventListener("message", ({ data }) => {
  if (data.type === "follow") follow(data.address);
  else notice.textContent = data.type === "stale" ? "The files have errors: this is the graph of before." : "";
});
host.postMessage({ type: "ready" });

/** Every step of the block; the first is brought into view. */
function follow(address) {
  let first;
  for (const box of boxes) {
    const here = box.dataset.id.split("/", 1)[0] === address;
    box.classList.toggle("here", here);
    if (here) first ??= box;
  }
  first?.scrollIntoView({ block: "center", inline: "center", behavior: "smooth" });
}
