// A block copied from Excel or WPS: laid over the cells from the focused one, row by row as the
// page shows them. Both write text/plain with tabs and line ends; the HTML beside it says no more
// about the numbers and is left alone. Empty cells leave the cell as it is; a dash is no number.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const NOTHING = /^[-－—–―/／…⋯.·]+$/;
  const WORDS = { numerator: "分子", denominator: "分母", value: "数值" };
  let undoable = null;

  // Rows of texts; a cell in quotes may hold tabs, line ends and doubled quotes.
  grid.parseBlock = function (text) {
    const rows = [[""]];
    let isQuoted = false;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let place = 0; place < plain.length; place += 1) {
      const character = plain[place];
      const row = rows[rows.length - 1];
      const cell = row[row.length - 1];
      if (isQuoted) {
        if (character !== '"') {
          row[row.length - 1] += character;
        } else if (plain[place + 1] === '"') {
          row[row.length - 1] += '"';
          place += 1;
        } else {
          isQuoted = false;
        }
      } else if (character === '"' && cell === "") {
        isQuoted = true;
      } else if (character === "\t") {
        row.push("");
      } else if (character === "\n") {
        rows.push([""]);
      } else {
        row[row.length - 1] += character;
      }
    }
    return rows;
  };

  function nameOf(place, line) {
    const title = line.querySelector(".entry-name span:not(.visually-hidden)");
    const heading = title || (line.previousElementSibling || line).querySelector(".entry-name span");
    return heading ? heading.textContent.trim() : line.cells[0].textContent.trim();
  }

  // One text into one place: null where it was taken or left nothing to do, else why not.
  function lay(text, place, edits) {
    if (!place) {
      return "超出表格右边";
    }
    if (place.dataset.kind === "none") {
      return "这一格不用填";
    }
    if (place.dataset.kind) {
      return place.dataset.kind === "computed" ? "computed" : "referenced";
    }
    const input = place.querySelector(".entry-input");
    if (!input) {
      return place.textContent.trim() === text ? null : "这一项现在不能修改";
    }
    if (NOTHING.test(text)) {
      return "不是数字，没有改动；没有数据的请在“更多”里选原因";
    }
    const read = grid.readNumber(text);
    if (read.error) {
      return read.error;
    }
    const slot = grid.slotOf(input);
    edits.push({ cell: slot.cell, column: slot.column, text: read.text });
    return null;
  }

  function visible(line) {
    return !line.hidden;
  }

  function plan(rows, input) {
    const edits = [];
    const refusals = [];
    let computed = 0;
    const table = input.closest("table");
    const start = Number(input.closest("[data-col]").dataset.col);
    const lines = grid.lines.filter(visible).filter(function (line) {
      return line.closest("table") === table;
    });
    const first = lines.indexOf(input.closest("[data-line]"));
    rows.forEach(function (row, down) {
      const line = lines[first + down];
      row.forEach(function (text, right) {
        const words = text.trim();
        if (words === "") {
          return;
        }
        const place = line && line.querySelector('[data-col="' + (start + right) + '"]');
        const reason = line ? lay(words, place, edits) : "超出表格末行";
        if (reason === "computed" || reason === "referenced") {
          computed += 1;
        } else if (reason) {
          const slot = place && grid.slotOf(place.querySelector(".entry-input") || place);
          const where = line ? nameOf(place, line) : "";
          const column = slot ? WORDS[slot.column] : "第" + (right + 1) + "列";
          refusals.push({
            text: "第" + (down + 1) + "行 " + where + " " + column + "“" + words + "”：" + reason,
            cell: slot ? slot.cell : null,
          });
        }
      });
    });
    return { edits: edits, refusals: refusals, computed: computed };
  }

  function report(planned) {
    const words = ["已粘贴 " + planned.edits.length + " 个数。"];
    if (planned.computed) {
      words.push("系统计算或引用的 " + planned.computed + " 格没有改动。");
    }
    const undo = grid.button("撤销粘贴（Ctrl+Z）", grid.undoPaste);
    const parts = [words.join(""), " "].concat(planned.edits.length ? [undo] : []);
    if (planned.refusals.length) {
      parts.push(grid.element("p", "entry-wrong", planned.refusals.length + " 格没有采用："));
      const list = document.createElement("ul");
      planned.refusals.forEach(function (refusal) {
        const item = document.createElement("li");
        if (refusal.cell) {
          const link = grid.element("a", "alert-link", refusal.text);
          link.href = "#" + grid.firstInput(refusal.cell).id;
          item.append(link);
        } else {
          item.textContent = refusal.text;
        }
        list.append(item);
      });
      parts.push(list);
    }
    grid.notice("paste", parts);
  }

  function apply(edits) {
    const cells = new Set();
    edits.forEach(function (edit) {
      grid.put(edit.cell, edit.column, edit.text);
      cells.add(edit.cell);
    });
    cells.forEach(grid.keep);
    cells.forEach(grid.showMark);
    grid.savePasted();
  }

  grid.undoPaste = function () {
    if (!undoable) {
      return;
    }
    const edits = undoable;
    undoable = null;
    apply(edits);
    grid.notice("paste", ["已撤销粘贴。"]);
  };

  document.addEventListener("paste", function (event) {
    const input = event.target;
    const text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!input.classList || !input.classList.contains("entry-input") || !/[\t\n\r]/.test(text)) {
      return;
    }
    event.preventDefault();
    const planned = plan(grid.parseBlock(text), input);
    undoable = planned.edits.map(function (edit) {
      return { cell: edit.cell, column: edit.column, text: edit.cell.now[edit.column] || "" };
    });
    apply(planned.edits);
    report(planned);
  });

  document.addEventListener("keydown", function (event) {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z";
    if (isUndo && undoable) {
      event.preventDefault();
      grid.undoPaste();
    }
  });

  // Something else was typed since: Ctrl+Z is the input's own again.
  document.addEventListener("input", function () {
    undoable = null;
  });
})(window.entryGrid);
