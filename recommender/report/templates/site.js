"use strict";
{
  const { signals, posts, hues, words, lists } = JSON.parse(document.getElementById("data").textContent);
  const map = document.getElementById("map");
  const lines = document.getElementById("lines");
  const pointed = document.getElementById("pointed");
  const panel = document.getElementById("list");
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const dots = [...document.querySelectorAll("#dots circle")];
  const spots = dots.map((dot) => [dot.cx.baseVal.value, dot.cy.baseVal.value]);
  const MOST_RESULTS = 12;
  // Of a finger's width, in the pixels of the screen.
  const REACH = 22;
  let chosen = null;
  let only = null;

  const make = (name, text, ...classes) => {
    const one = document.createElement(name);
    if (text !== undefined) one.textContent = text;
    one.classList.add(...classes);
    return one;
  };

  // Both languages, of which the page shows one.
  const both = ([ja, en]) => {
    if (ja === en) return [document.createTextNode(ja)];
    return [[ja, "ja"], [en, "en"]].map(([text, lang]) => {
      const one = make("span", text);
      one.lang = lang;
      return one;
    });
  };

  const nearest = (event) => {
    const frame = map.getBoundingClientRect();
    const scale = map.viewBox.baseVal.width / frame.width;
    const [x, y] = [(event.clientX - frame.left) * scale, (event.clientY - frame.top) * scale];
    let best = null;
    let least = (REACH * scale) ** 2;
    spots.forEach(([a, b], place) => {
      const far = (a - x) ** 2 + (b - y) ** 2;
      if (far < least && (only === null || hues[place] === only)) [best, least] = [place, far];
    });
    return best;
  };

  // Draws the lines from a post to those of its list; without a post, all dots as they were.
  const draw = (place) => {
    lines.replaceChildren();
    const targets = place === null ? [] : lists[place].map(([target]) => target).filter((target) => target < dots.length);
    const near = new Set(targets);
    dots.forEach((dot, number) => {
      dot.classList.toggle("near", near.has(number) || (place === null && hues[number] === only));
      dot.classList.toggle("asks", number === place);
    });
    map.classList.toggle("one", place !== null || only !== null);
    pointed.textContent = place === null ? "\u00a0" : posts[place][0];
    targets.forEach((target) => {
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      const ends = { x1: spots[place][0], y1: spots[place][1], x2: spots[target][0], y2: spots[target][1] };
      Object.entries(ends).forEach(([name, value]) => line.setAttribute(name, value));
      lines.append(line);
    });
  };

  const toPost = (place) => {
    const [title, address] = posts[place];
    const name = place < dots.length ? make("button", title) : make("span", title);
    if (place < dots.length) {
      name.type = "button";
      name.addEventListener("click", () => choose(place));
    }
    return [name, make("span", address, "path")];
  };

  const link = ([target, merit, shares, shared]) => {
    const item = make("li");
    item.append(...toPost(target));
    const why = make("div", undefined, "why");
    const isScored = typeof merit === "number";
    why.append(...(isScored ? [make("b", merit.toFixed(4))] : both(merit)));
    if (isScored) {
      const bar = make("div", undefined, "bar");
      bar.setAttribute("aria-hidden", "true");
      shares.forEach(([number, part]) => {
        const piece = make("span", undefined, `s${number % 10}`);
        piece.style.width = `${100 * part * merit}%`;
        bar.append(piece);
        const told = make("span");
        told.append(make("i", undefined, "swatch", `s${number % 10}`), ...both(signals[number]), ` ${Math.round(100 * part)} %`);
        why.append(" ", told);
      });
      item.append(bar);
    }
    item.append(why);
    if (shared.length) {
      const told = make("div", undefined, "why");
      shared.forEach((number) => told.append(make("span", words[number]), " "));
      item.append(told);
    }
    return item;
  };

  const choose = (place) => {
    chosen = place;
    draw(place);
    const heading = make("h3");
    heading.append(make("bdi", posts[place][0]), make("span", posts[place][1], "path"));
    const list = make("ol");
    list.append(...lists[place].map(link));
    panel.replaceChildren(heading, lists[place].length ? list : make("p", "–"));
  };

  const find = () => {
    const asked = search.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    results.replaceChildren();
    found.replaceChildren();
    if (!asked.length) return;
    const matches = [];
    for (let place = 0; place < dots.length; place++) {
      const text = posts[place].join(" ").normalize("NFKC").toLowerCase();
      if (asked.every((word) => text.includes(word))) matches.push(place);
    }
    found.append(...both([`${matches.length} 件`, `${matches.length} ${matches.length === 1 ? "post" : "posts"}`]));
    results.append(...matches.slice(0, MOST_RESULTS).map((place) => {
      const item = make("li");
      item.append(...toPost(place));
      return item;
    }));
  };

  map.addEventListener("pointermove", (event) => draw(nearest(event) ?? chosen));
  map.addEventListener("pointerleave", () => draw(chosen));
  map.addEventListener("click", (event) => {
    const place = nearest(event);
    if (place === null) {
      chosen = null;
      draw(null);
    } else choose(place);
  });
  document.querySelectorAll("button.hue").forEach((button, _, buttons) => button.addEventListener("click", () => {
    const hue = Number(button.dataset.hue);
    only = only === hue ? null : hue;
    chosen = null;
    buttons.forEach((one) => one.setAttribute("aria-pressed", String(Number(one.dataset.hue) === only)));
    draw(null);
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    chosen = null;
    draw(null);
  });
  search.addEventListener("input", find);
  document.documentElement.classList.add("script");
}
