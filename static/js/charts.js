// Draws each place marked data-chart from the JSON whose id it names. The one caller of Plotly.
(function () {
  "use strict";

  // plotly.js 4 offers to upload charts to a cloud unless told otherwise.
  const CONFIG = {
    showSendToCloud: false,
    displaylogo: false,
    locale: "zh-CN",
    responsive: true,
    displayModeBar: "hover",
    modeBarButtons: [["toImage"]],
  };
  const PRINTED_WIDTH = 640;
  const NARROW_WIDTH = 480;

  function draw(place) {
    if (place.dataset.drawn) {
      return;
    }
    place.dataset.drawn = "yes";
    const figure = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const still = "chartStill" in place.dataset;
    const layout = place.clientWidth < NARROW_WIDTH ? narrowed(figure.layout) : figure.layout;
    Plotly.newPlot(place, figure.data, layout, { ...CONFIG, staticPlot: still });
  }

  // On a phone two entries of the legend stand side by side.
  function narrowed(layout) {
    return { ...layout, legend: { ...layout.legend, entrywidth: 100, font: { size: 10.5 } } };
  }

  document.addEventListener("DOMContentLoaded", function () {
    const places = Array.from(document.querySelectorAll("[data-chart]"));
    const seen = new IntersectionObserver(
      function (entries) {
        entries.filter((entry) => entry.isIntersecting).forEach((entry) => draw(entry.target));
      },
      { rootMargin: "300px" },
    );
    places.forEach((place) => seen.observe(place));

    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("details[data-print-open]").forEach(function (table) {
        table.open = true;
      });
      places.forEach(function (place) {
        draw(place);
        if (place.clientWidth > PRINTED_WIDTH) {
          Plotly.relayout(place, { width: PRINTED_WIDTH });
        }
      });
    });
    window.addEventListener("afterprint", function () {
      places.forEach((place) => Plotly.relayout(place, { width: null, autosize: true }));
    });
  });
})();
