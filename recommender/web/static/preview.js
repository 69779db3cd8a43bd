// Forms with data-live="ID" replace the element ID as one types; without this script their buttons do the same.
"use strict";
for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting, asked;
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = `?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [old, fresh] = [document, page].map((one) => one.getElementById(form.dataset.live));
      if (!old || !fresh) return;
      const open = [...old.querySelectorAll("details[id][open]")].map((one) => one.id);
      old.replaceWith(document.adoptNode(fresh));
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };
  form.addEventListener("input", (event) => {
    const output = event.target.parentElement.querySelector("output");
    if (output) output.value = Number(event.target.value).toFixed(2);
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
}
