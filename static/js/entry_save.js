// Autosave: each cell once it is left or after a pause, several at once in one request, one request
// at a time. While the server is away the cells stay and are tried again.
"use strict";

(function (grid) {
  const form = grid.form;
  if (!form) {
    return;
  }
  const PAUSE = 1500;
  const RETRIES = [2000, 4000, 8000, 15000, 30000];
  let timer = null;
  let isBusy = false;
  let failures = 0;
  let pasted = false;
  let savedAt = "";
  let trouble = "";
  const waiting = [];

  function isRefusedAsItIs(cell) {
    return Boolean(cell.conflict) || cell.refused === JSON.stringify(cell.now);
  }

  grid.unsaved = function () {
    return grid.dirtyCells().filter(function (cell) {
      return !isRefusedAsItIs(cell);
    });
  };

  grid.showState = function () {
    const place = document.querySelector("[data-save-state]");
    const dirty = grid.dirtyCells();
    const refused = dirty.filter(isRefusedAsItIs).length;
    let words = savedAt ? "已自动保存 " + savedAt : "填写后自动保存";
    if (refused) {
      words = "未保存：" + refused + " 项有问题，请处理";
    }
    if (trouble) {
      words = trouble;
    } else if (isBusy) {
      words = "正在保存…";
    }
    if (place && place.textContent !== words) {
      place.textContent = words;
      place.classList.toggle("entry-wrong", Boolean(trouble || refused));
    }
    grid.showOpen();
  };

  grid.showVersion = function (cell) {
    const field = grid.input(cell, "version");
    if (field) {
      field.value = cell.version;
    }
  };

  // A step of our own takes a return one version on; any other one was somebody else's, and is
  // to be looked at before handing in: then the version shown stays behind.
  function followReturns(returns, saved) {
    returns.forEach(function (row) {
      const field = document.getElementById("return-" + row.id + "-version");
      const isOurs = saved.some(function (cell) {
        return cell.return === row.id;
      });
      if (field && isOurs && row.version === Number(field.value) + 1) {
        field.value = row.version;
      }
    });
  }

  function take(cell, sent, told) {
    const isUnchanged = JSON.stringify(cell.now) === sent;
    if (told.conflict) {
      cell.conflict = Object.assign({ version: told.version, typed: told.typed }, told.conflict);
      return;
    }
    if (told.problems) {
      cell.problems = told.problems;
      cell.refused = sent;
      return;
    }
    cell.problems = [];
    cell.refused = null;
    cell.version = told.version;
    cell.saved = told.typed;
    cell.written = told.written;
    grid.showVersion(cell);
    if (isUnchanged) {
      grid.putAll(cell, told.typed);
      const rate = grid.input(cell, "rate");
      if (rate) {
        rate.value = told.value;
      }
      grid.showSummary(cell, told.more);
    }
  }

  function taken(answer, sent) {
    const saved = [];
    answer.cells.forEach(function (told) {
      const cell = grid.cells.get(told.id);
      const before = cell.version;
      take(cell, sent.get(told.id), told);
      if (cell.version !== before && !cell.conflict) {
        saved.push(cell);
      }
      sent.delete(told.id);
      grid.keep(cell);
      grid.show(cell);
    });
    sent.forEach(function (text, id) {
      const cell = grid.cells.get(id); // no cell of this return any more
      cell.problems = [{ message: "这一项已不在报表中，请刷新页面。" }];
      cell.refused = text;
      grid.show(cell);
    });
    grid.takeFindings(answer.findings);
    followReturns(answer.returns, saved);
    savedAt = answer.at;
  }

  grid.takeFindings = function (findings) {
    Object.keys(findings).forEach(function (id) {
      const cell = grid.cells.get(Number(id));
      if (cell) {
        cell.findings = findings[id];
        grid.show(cell);
      }
    });
  };

  function away() {
    trouble = "离线，稍后自动重试";
    const pause = RETRIES[Math.min(failures, RETRIES.length - 1)];
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(grid.save, pause);
  }

  // What else than the cells' outcome an answer may say.
  grid.refusedWith = function (answer) {
    if (answer.status === 401) {
      return answer.json().then(function (told) {
        trouble = "未保存：登录已过期";
        grid.askToSignIn(told);
      });
    }
    if (answer.status >= 500 || answer.status === 429) {
      away();
      return null;
    }
    return answer
      .json()
      .catch(function () {
        return {};
      })
      .then(function (told) {
        if (told.reason === "password") {
          trouble = "未保存：请先修改密码";
          grid.askForPassword();
        } else if (answer.status === 403 && !told.message) {
          trouble = "未保存：登录已变化";
          grid.askToSignIn({ reason: "token" });
        } else {
          trouble = "未保存：" + (told.message || "报表已不能填写，请刷新页面");
        }
      });
  };

  function finished() {
    isBusy = false;
    grid.showState();
    const left = grid.unsaved();
    if (!trouble && left.length) {
      grid.saveSoon();
    }
    waiting.splice(0).forEach(function (resolve) {
      resolve(!trouble && grid.dirtyCells().length === 0);
    });
  }

  // Store what is not stored; resolves to whether everything is, once the server has answered.
  grid.save = function () {
    clearTimeout(timer);
    const cells = grid.unsaved();
    if (isBusy) {
      return new Promise(function (resolve) {
        waiting.push(resolve);
      });
    }
    if (!cells.length) {
      trouble = "";
      grid.showState();
      return Promise.resolve(grid.dirtyCells().length === 0);
    }
    isBusy = true;
    trouble = "";
    grid.showState();
    const sent = new Map();
    const asked = cells.map(function (cell) {
      sent.set(cell.id, JSON.stringify(cell.now));
      const typed = {};
      Object.keys(Object.assign({}, cell.now, cell.saved)).forEach(function (column) {
        typed[column] = cell.now[column] || "";
      });
      return { id: cell.id, version: cell.version, typed: typed };
    });
    const body = { cells: asked, via: pasted ? "paste" : "grid" };
    pasted = false;
    const result = new Promise(function (resolve) {
      waiting.push(resolve);
    });
    grid
      .post(form.dataset.save, body)
      .then(function (answer) {
        if (!answer.ok) {
          return grid.refusedWith(answer);
        }
        failures = 0;
        return answer.json().then(function (told) {
          taken(told, sent);
        });
      }, away)
      .then(finished);
    return result;
  };

  grid.saveSoon = function () {
    clearTimeout(timer);
    timer = setTimeout(grid.save, PAUSE);
  };

  grid.savePasted = function () {
    pasted = true;
    return grid.save();
  };

  grid.explain = function (cell, asked) {
    const body = Object.assign({ id: cell.id, version: cell.version }, asked);
    return grid.post(form.dataset.explain, body).then(
      function (answer) {
        if (!answer.ok) {
          return Promise.resolve(grid.refusedWith(answer)).then(function () {
            grid.showState();
            return trouble;
          });
        }
        return answer.json().then(function (told) {
          if (told.findings) {
            grid.takeFindings(told.findings);
            grid.showState();
          }
          return told.message || "";
        });
      },
      function () {
        return "没有保存：连不上服务器，请稍后再试。";
      }
    );
  };

  window.addEventListener("online", grid.save);
})(window.entryGrid);
