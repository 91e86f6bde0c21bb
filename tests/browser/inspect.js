// What is looked for in a page from inside it. Each function runs in the browser and stands alone.

/** Texts whose contrast is below 7:1, or 4.5:1 where they are large (WCAG 1.4.6), SVG text included. */
export function faintTexts() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour, under = [255, 255, 255]) => {
    canvas.fillStyle = `rgb(${under})`;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((byte) => byte / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  // The colours behind an element, the farthest first, each laid over those before it.
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
    return layers.reduce((under, colour) => channels(colour, under), [255, 255, 255]);
  };
  // SVG text stands on its halo, or on the last shape drawn before it that holds its middle.
  const behindDrawn = (text) => {
    const style = getComputedStyle(text);
    if (style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2) return channels(style.stroke);
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const svg = text.closest("svg");
    const holds = (shape) => {
      const area = shape.getBoundingClientRect();
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;
    };
    const plain = (shape) => /^(rgb|color|ok)/.test(getComputedStyle(shape).fill);
    const shape = [...svg.querySelectorAll(":is(rect, circle, ellipse)")].filter((each) => plain(each) && holds(each)).at(-1);
    return shape ? channels(getComputedStyle(shape).fill, behind(svg)) : behind(svg);
  };
  const faint = new Set();
  const judge = (element, colour, ground, words) => {
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const found = ratio(channels(colour, ground), ground);
    if (found < (large ? 4.5 : 7)) faint.add(`${found.toFixed(2)}:1 ${element.tagName}.${element.getAttribute("class") ?? ""} “${words.slice(0, 30)}”`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.data.trim();
    const drawn = element.closest("svg") && element.closest("text");
    if (!words || !element.checkVisibility({ visibilityProperty: true }) || parseFloat(getComputedStyle(element).fontSize) === 0) continue;
    if (drawn) judge(element, getComputedStyle(element).fill, behindDrawn(drawn), words);
    else if (!element.closest("svg")) judge(element, getComputedStyle(element).color, behind(element), words);
  }
  for (const input of document.querySelectorAll("input[placeholder]")) {
    judge(input, getComputedStyle(input, "::placeholder").color, behind(input), input.placeholder);
  }
  return [...faint];
}

/** Controls, and links that are laid out like controls, smaller than 44 by 44 pixels. Links in text and lists
 *  are left to axe: 24 pixels, or as much room around them. Each link in a picture is in a list, too. */
export function smallTargets() {
  const small = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=option]")) {
    // A radio or checkbox is pressed by its label too.
    const target = element.closest("label") ?? element;
    const inText = element.tagName === "A" && !/flex|grid/.test(getComputedStyle(element).display);
    if (inText || element.closest("svg") || !target.checkVisibility({ visibilityProperty: true })) continue;
    const { width, height } = target.getBoundingClientRect();
    // Half a pixel is lost to rounding.
    if (width < 43.5 || height < 43.5) small.push(`${Math.round(width)}×${Math.round(height)} ${element.tagName} “${(element.textContent || element.name).trim().slice(0, 30)}”`);
  }
  return small;
}

/** Letters that no font of this machine has: they are drawn just like one that cannot exist. */
export function missingLetters() {
  const style = getComputedStyle(document.body);
  const canvas = new OffscreenCanvas(48, 48).getContext("2d", { willReadFrequently: true });
  canvas.font = `32px ${style.fontFamily}`;
  const picture = (letter) => {
    canvas.clearRect(0, 0, 48, 48);
    canvas.fillText(letter, 4, 36);
    return canvas.getImageData(0, 0, 48, 48).data.join();
  };
  const missing = picture("\u{10FFFF}");
  return [...new Set(document.body.innerText)].filter((letter) => letter.trim() && picture(letter) === missing);
}

/** Boxes that cut off what they hold, other than those that scroll or are meant for ears only. */
export function cutOff() {
  const cut = [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const hides = [style.overflowX, style.overflowY].some((way) => way === "hidden" || way === "clip");
    const forEars = style.clipPath !== "none" || element.closest(".visually-hidden, svg");
    if (hides && !forEars && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) {
      cut.push(`${element.tagName}.${element.className} “${element.textContent.trim().slice(0, 30)}”`);
    }
  }
  return cut;
}

/** How much of the page is wider than the screen, in pixels. */
export function overflow() {
  return document.documentElement.scrollWidth - innerWidth;
}
