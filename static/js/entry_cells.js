// The cells of the page: what is stored, what stands in the inputs now, and what is computed.
"use strict";

(function (grid) {
  const form = document.getElementById("entry");
  grid.form = form;
  grid.cells = new Map();
  if (!form) {
    return;
  }

  JSON.parse(document.getElementById("entry-cells").textContent).forEach(function (cell) {
    cell.saved = cell.typed;
    cell.now = Object.assign({}, cell.typed);
    cell.problems = [];
    cell.conflict = null;
    grid.cells.set(cell.id, cell);
  });

  grid.input = function (cell, column) {
    return document.getElementById("cell-" + cell.id + "-" + column);
  };

  grid.firstInput = function (cell) {
    return grid.input(cell, cell.multiplier === null ? "value" : "numerator");
  };

  // The cell and column of an input, or null.
  grid.slotOf = function (input) {
    const match = /^cell-(\d+)-([a-z_]+)$/.exec(input.name || "");
    const cell = match && grid.cells.get(Number(match[1]));
    return cell ? { cell: cell, column: match[2] } : null;
  };

  grid.title = function (cell) {
    return cell.place ? cell.place + " " + cell.name : cell.name;
  };

  grid.isDirty = function (cell) {
    const columns = Object.keys(Object.assign({}, cell.now, cell.saved));
    return columns.some(function (column) {
      return (cell.now[column] || "").trim() !== (cell.saved[column] || "").trim();
    });
  };

  grid.dirtyCells = function () {
    return Array.from(grid.cells.values()).filter(grid.isDirty);
  };

  function numberOf(cell) {
    const read = grid.readNumber;
    if (cell.multiplier === null) {
      return read(cell.now.value || "").number;
    }
    const numerator = read(cell.now.numerator || "").number;
    const denominator = read(
      cell.referenced === null ? cell.now.denominator || "" : cell.referenced
    ).number;
    if (numerator === null || !denominator || denominator < 0) {
      return null;
    }
    return (numerator * cell.multiplier) / denominator;
  }

  grid.isFilled = function (cell) {
    return numberOf(cell) !== null || Boolean(cell.now.missing_kind);
  };

  grid.showComputed = function (cell) {
    const number = numberOf(cell);
    const rate = grid.input(cell, "rate");
    if (rate) {
      rate.value = number === null ? "" : grid.printed(number, cell.decimals);
    }
    const change = grid.input(cell, "change");
    if (change) {
      const both = number !== null && cell.last !== null;
      change.value = both ? grid.change(number, Number(cell.last), cell.decimals) : "";
      change.title = both ? "比上年，" + cell.step : "";
    }
  };

  // Put a text into a cell as if it had been typed.
  grid.put = function (cell, column, text) {
    cell.now[column] = text;
    const input = grid.input(cell, column);
    if (input && input.value !== text && "value" in input) {
      input.value = text;
    }
    grid.showComputed(cell);
  };

  // All columns of a cell at once; those that are not named are empty.
  grid.putAll = function (cell, texts) {
    const columns = Object.keys(Object.assign({}, cell.now, texts));
    columns.forEach(function (column) {
      grid.put(cell, column, texts[column] || "");
    });
  };

  grid.element = function (tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text || "";
    return made;
  };

  grid.button = function (text, act) {
    const made = grid.element("button", "btn btn-sm", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
})(window.entryGrid);
