// What is still open before handing in, and handing in once everything is stored.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const KINDS = ["未填", "须修改", "请说明"];
  const place = document.querySelector("[data-open-list]");
  const list = document.querySelector("[data-open-items]");
  const count = document.querySelector("[data-open-count]");
  let shown = "";
  let isLeaving = false;

  function entries() {
    const found = [];
    grid.cells.forEach(function (cell) {
      const word = grid.openWord(cell);
      if (word) {
        found.push({ cell: cell, word: word });
      }
    });
    return found;
  }

  grid.showOpen = function () {
    const found = entries();
    const words = KINDS.map(function (kind) {
      const number = found.filter(function (entry) {
        return entry.word === kind;
      }).length;
      return number ? kind + " " + number : "";
    }).filter(Boolean);
    const wanted = found
      .map(function (entry) {
        return entry.cell.id + entry.word;
      })
      .join();
    if (wanted !== shown) {
      shown = wanted;
      count.textContent = words.join(" · ") || "没有未完成的填报项";
      if (place.open) {
        list.replaceChildren.apply(list, found.map(item));
      }
    }
    let filled = 0;
    grid.cells.forEach(function (cell) {
      filled += grid.isFilled(cell) ? 1 : 0;
    });
    document.querySelector("[data-filled]").textContent = filled;
  };

  function item(entry) {
    const made = document.createElement("li");
    const link = grid.element("a", "", grid.title(entry.cell) + "：" + entry.word);
    link.href = "#" + (grid.firstInput(entry.cell) || { id: "" }).id;
    made.append(link);
    return made;
  }

  // The list is drawn where somebody looks at it.
  place.addEventListener("toggle", function () {
    shown = "";
    grid.showOpen();
  });

  // A link to an input puts the caret there.
  document.addEventListener("click", function (event) {
    const link = event.target.closest('a[href^="#cell-"]');
    const input = link && document.getElementById(link.getAttribute("href").slice(1));
    if (input && input.matches("input")) {
      event.preventDefault();
      input.focus();
      input.scrollIntoView({ block: "center" });
    }
  });

  // The buttons send the form as without scripts; what autosave still holds goes first.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-hand-in], [data-save-button]");
    if (!button || isLeaving) {
      return;
    }
    event.preventDefault();
    grid.save().then(function (isAll) {
      if (isAll && button.hasAttribute("data-hand-in")) {
        isLeaving = true;
        form.requestSubmit(button);
      }
    });
  });

  window.addEventListener("beforeunload", function (event) {
    if (!isLeaving && grid.dirtyCells().length) {
      event.preventDefault();
      event.returnValue = ""; // what Chromium before 119 listens to
    }
  });
})(window.entryGrid);
