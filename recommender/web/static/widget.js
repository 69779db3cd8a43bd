// Puts the related posts of a page into it:
//   <script src="https://related.example/widget.js" defer></script>
// Attributes, all optional: data-url (else the canonical address, else the page's own), data-limit, data-threshold,
// data-style ("list" or "cards"), data-lang ("ja" or "en"), data-target (a CSS selector of the element to put them
// into; else they stand where the script stands, or at the end of the article), data-events="off".
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const options = script.dataset;

  const question = () => {
    const canonical = document.querySelector('link[rel~="canonical"]');
    const page = options.url || (canonical && canonical.href) || location.href;
    const asked = new URL("embed/related", script.src);
    // The path alone: campaign parameters would only keep caches from sharing the answer.
    asked.searchParams.set("url", new URL(page, location.href).pathname);
    for (const name of ["limit", "threshold", "style", "lang"]) {
      if (options[name]) asked.searchParams.set(name, options[name]);
    }
    return asked;
  };

  const load = async (address) => {
    const answer = await fetch(address, { credentials: "omit" });
    return answer.ok ? answer.text() : "";
  };

  const parse = (html) => {
    // Pages that require trusted types can allow this policy by its name.
    const policy = window.trustedTypes
      ? window.trustedTypes.createPolicy("recommender", { createHTML: (text) => text })
      : { createHTML: (text) => text };
    const template = document.createElement("template");
    template.innerHTML = policy.createHTML(html);
    return template.content.querySelector(".related-posts");
  };

  // A style sheet that is made by a script needs no leave of the page's style-src.
  const dress = async () => {
    if (options.style !== "cards" || !("adoptedStyleSheets" in document)) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await load(new URL("widget.css", script.src)));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };

  const place = (section) => {
    const target = options.target && document.querySelector(options.target);
    if (target) target.append(section);
    else if (document.body.contains(script)) script.after(section);
    else (document.querySelector("article") || document.querySelector("main") || document.body).append(section);
  };

  const report = (section) => {
    const { post, model, events } = section.dataset;
    if (!events || options.events === "off" || navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;
    const links = [...section.querySelectorAll("a[data-id]")];
    const address = new URL(events, script.src);
    const send = (event) => {
      const body = JSON.stringify({ ...event, post, model });
      // Both outlive the page; unlike a beacon, fetch takes no cookies along and always says where it is from.
      if ("keepalive" in Request.prototype) {
        fetch(address, { method: "POST", body, credentials: "omit", keepalive: true }).catch(() => {});
      } else {
        navigator.sendBeacon(address, body);
      }
    };
    let seen = false;
    const see = () => {
      if (!seen) send({ type: "impression", related: links.map((link) => link.dataset.id) });
      seen = true;
    };
    const watch = new IntersectionObserver(
      ([entry]) => {
        // Half of the list, or where it is long half of the window.
        if (entry.intersectionRect.height < Math.min(entry.boundingClientRect.height, innerHeight) / 2) return;
        watch.disconnect();
        see();
      },
      { threshold: [0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1] },
    );
    watch.observe(section);
    const click = (event) => {
      const link = event.target.closest("a[data-id]");
      if (!link || event.button > 1) return;
      see();
      send({ type: "click", target: link.dataset.id, position: links.indexOf(link) + 1 });
    };
    section.addEventListener("click", click);
    section.addEventListener("auxclick", click);
  };

  const run = async () => {
    const [html] = await Promise.all([load(question()), dress()]);
    const section = html && parse(html);
    if (!section) return;
    place(section);
    report(section);
  };
  // Whatever goes wrong, the page stands as it stood.
  run().catch(() => {});
})();
