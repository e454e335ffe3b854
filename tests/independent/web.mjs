// Looks at pages for a browser with other people's programs: `node web.mjs FILE.html …`. See README.md.
//
// vnu-jar reads the HTML as a validator does; a headless Chromium lays it out at the width of a phone
// and of a desk, light and dark, and says what would have to be scrolled sideways; axe-core looks for
// what keeps people out. It stops with 1 where one of them finds anything.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// The packages stand where the command is typed, not beside this file.
const require = createRequire(resolve("package.json"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const vnu = require.resolve("vnu-jar/build/dist/vnu.jar");

const pages = process.argv.slice(2);
if (pages.length === 0) {
  console.error("usage: node web.mjs FILE.html ...");
  process.exit(2);
}
let faults = 0;
const fault = (page, text) => {
  faults += 1;
  console.error(`${page}: ${text}`);
};

// What is loaded from elsewhere would show here: the browser is told to fetch nothing.
const browser = await start();
for (const page of pages) {
  try {
    execFileSync("java", ["-jar", vnu, "--stdout", page], { encoding: "utf8" });
  } catch (error) {
    fault(page, `vnu: ${error.stdout || error.message}`);
  }
  for (const scheme of ["light", "dark"]) {
    for (const width of [360, 1200]) {
      const tab = await browser.newPage();
      const asked = [];
      tab.on("request", (request) => asked.push(request.url()));
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      await tab.setViewport({ width, height: 800, deviceScaleFactor: 1 });
      await tab.goto(pathToFileURL(resolve(page)).href);
      const wide = await tab.evaluate(() => ({
        page: document.documentElement.scrollWidth,
        out: [...document.querySelectorAll("body *")]
          .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
          .map((one) => one.tagName),
      }));
      if (wide.page > width || wide.out.length > 0) {
        fault(page, `${width} px: ${wide.page} px wide, beyond the edge: ${wide.out.slice(0, 5)}`);
      }
      if (asked.length !== 1) fault(page, `it asks for ${asked.slice(1)}`);
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => axe.run());
      for (const one of found.violations) {
        const where = one.nodes.map((node) => node.target).slice(0, 3).join(", ");
        fault(page, `axe, ${scheme}, ${width} px, ${one.impact}: ${one.help} (${where})`);
      }
      if (process.env.PICTURES) {
        await tab.screenshot({
          path: `${process.env.PICTURES}/${scheme}-${width}.png`,
          fullPage: true,
        });
      }
      await tab.close();
    }
  }
  if (process.env.PICTURES) {
    const tab = await browser.newPage();
    await tab.goto(pathToFileURL(resolve(page)).href);
    await tab.pdf({ path: `${process.env.PICTURES}/print.pdf`, format: "A4", printBackground: false });
    await tab.close();
  }
}
await browser.close();
console.log(faults === 0 ? `${pages.length} pages, nothing found` : `${faults} found`);
process.exit(faults === 0 ? 0 : 1);

// The Chromium of `CHROMIUM`, or the one of the package @sparticuz/chromium.
async function start() {
  const args = ["--no-sandbox", "--allow-file-access-from-files"];
  if (process.env.CHROMIUM) {
    return puppeteer.launch({ executablePath: process.env.CHROMIUM, args });
  }
  const { default: chromium } = await import(
    pathToFileURL(require.resolve("@sparticuz/chromium")).href
  );
  const executablePath = await chromium.executablePath();
  return puppeteer.launch({ executablePath, args: [...chromium.args, ...args], headless: "shell" });
}
