// What number did a person type? As the server reads it, for what is shown at once; the server
// computes what is stored.
"use strict";

window.entryGrid = {};

(function (grid) {
  const WIDE = "０１２３４５６７８９．，－−＋％‰\u3000\u00a0";
  const PLAIN = "0123456789.,--+%‰  ";
  const NUMBER = /^[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?$/;
  const STORED_DECIMALS = 6;

  function plain(text) {
    let result = "";
    for (const character of text) {
      const place = WIDE.indexOf(character);
      result += place < 0 ? character : PLAIN.charAt(place);
    }
    return result.trim();
  }

  // {text, number} of what was typed; `error` says why it is no number; an empty text has neither.
  grid.readNumber = function (typed) {
    const text = plain(typed);
    if (text === "") {
      return { text: "", number: null };
    }
    if (/[%‰]$/.test(text)) {
      return { text: text, number: null, error: "带有单位，请只粘贴数字" };
    }
    const match = NUMBER.exec(text);
    if (!match) {
      return { text: text, number: null, error: "不是数字" };
    }
    if ((match[1] || "").length > STORED_DECIMALS) {
      return { text: text, number: null, error: "小数超过6位，请四舍五入" };
    }
    const digits = text.replace(/,/g, "").replace(/^\+/, "");
    return { text: digits, number: Number(digits) };
  };

  // Half up to the decimals that are judged, as a text with all of them.
  grid.printed = function (number, decimals) {
    const scale = Math.pow(10, decimals);
    const units = Math.floor(Number((number * scale).toFixed(9)) + 0.5);
    return (units / scale).toFixed(decimals);
  };

  // The change against last year: +0.4, −0.4, 持平.
  grid.change = function (number, last, decimals) {
    const now = Number(grid.printed(number, decimals));
    const before = Number(grid.printed(last, decimals));
    if (now === before) {
      return "持平";
    }
    return (now > before ? "+" : "−") + Math.abs(now - before).toFixed(decimals);
  };
})(window.entryGrid);
